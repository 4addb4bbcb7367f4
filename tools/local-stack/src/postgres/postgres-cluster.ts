import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ServiceFailure, writingTo } from '../service-failure.ts';
import { packagedPostgres, sharedDirectory, sharedPostgres } from './postgres-binaries.ts';
import { canReach, type SystemUser, unprivilegedUser } from './unprivileged-user.ts';

/** An initialised Postgres cluster and what it takes to start it. */
export interface PostgresCluster {
  /** Absolute, without symbolic links. */
  readonly directory: string;
  readonly binaries: string;
  readonly user: SystemUser | undefined;
  readonly password: string;
}

export const superuser = 'clusterboard';

/**
 * Finds the cluster of `dataDir`, or makes one. It becomes `dataDir/postgres` in a single step at
 * the end, so that a start that was interrupted leaves nothing half made to stumble over.
 */
export async function openCluster(dataDir: string): Promise<PostgresCluster> {
  const user = await unprivilegedUser();
  const packaged = packagedPostgres();
  const reachable = user === undefined || (await canReach(user, dataDir, join(packaged, 'bin', 'postgres')));
  const binaries = reachable ? packaged : await sharedPostgres(packaged);
  const entry = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'postgres-password');

  const existing = await realpath(entry).catch(() => undefined);
  if (existing === undefined) {
    const draft = reachable ? `${entry}.new` : join(sharedDirectory, randomBytes(6).toString('hex'));
    await writingTo(dataDir, async () => {
      await rm(draft, { recursive: true, force: true });
      await rm(entry, { force: true });
      await mkdir(draft, { recursive: true, mode: 0o700 });
      if (user) await chown(draft, user.uid, user.gid);
      await initialise(draft, binaries, user, passwordFile);
      await (reachable ? rename(draft, entry) : symlink(draft, entry));
    });
  } else {
    await requireVersion(existing, binaries);
  }
  return {
    directory: await realpath(entry),
    binaries,
    user,
    password: await readPassword(passwordFile, dataDir),
  };
}

async function readPassword(file: string, dataDir: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new ServiceFailure(`${file} is missing, so the Postgres under ${dataDir} cannot be used.`, {
      cause: error,
    });
  }
}

async function initialise(
  directory: string,
  binaries: string,
  user: SystemUser | undefined,
  passwordFile: string,
): Promise<void> {
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  // initdb wants a file that it can read and a cluster directory that is empty: two places.
  const handover = `${directory}.password`;
  await writeFile(handover, password, { mode: 0o600 });
  if (user) await chown(handover, user.uid, user.gid);
  try {
    // The locale provider inside Postgres sorts the same on every machine and in every version of libc.
    await execa(
      join(binaries, 'bin', 'initdb'),
      [
        `--pgdata=${directory}`,
        `--username=${superuser}`,
        `--pwfile=${handover}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...user, cwd: '/', env: { LC_ALL: 'C' }, extendEnv: false },
    );
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    await rm(directory, { recursive: true, force: true });
    if (/No space left on device/.test(said)) {
      throw new ServiceFailure(`The disk that holds ${directory} is full.`, { cause: error });
    }
    throw error;
  } finally {
    await rm(handover, { force: true });
  }
}

async function requireVersion(directory: string, binaries: string): Promise<void> {
  const [made, { stdout }] = await Promise.all([
    readFile(join(directory, 'PG_VERSION'), 'utf8').then(
      (text) => text.trim(),
      () => 'no',
    ),
    execa(join(binaries, 'bin', 'postgres'), ['--version'], { cwd: '/' }),
  ]);
  const here = /(\d+)\./.exec(stdout)?.[1];
  if (made !== here) {
    throw new ServiceFailure(
      `${directory} holds ${made === 'no' ? 'no database' : `a database of Postgres ${made}`}, but this version of Clusterboard has Postgres ${here}.`,
    );
  }
}
