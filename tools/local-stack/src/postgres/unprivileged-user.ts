import { userInfo } from 'node:os';
import { execa } from 'execa';
import { ServiceFailure } from '../service-failure.ts';

const userName = 'clusterboard';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  try {
    const [user, group] = await Promise.all([execa('id', ['-u', name]), execa('id', ['-g', name])]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * Postgres refuses to run as root. Root therefore gets a system user for it, made on first use.
 *
 * @returns undefined when this process is not root's, and the present user will do
 */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const existing = await lookUp(userName);
  if (existing) return existing;
  try {
    await execa('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      userName,
    ]);
  } catch (error) {
    throw new ServiceFailure(
      'Postgres does not run as root, and a user for it could not be made; start as an ordinary user.',
      {
        cause: error,
      },
    );
  }
  const made = await lookUp(userName);
  if (!made) throw new Error(`useradd made no user ${userName}`);
  return made;
}

/** Whether `user` may enter or execute all of `paths`: root's home, for one, is closed to others. */
export async function canReach(user: SystemUser, ...paths: readonly string[]): Promise<boolean> {
  try {
    for (const path of paths) await execa('test', ['-x', path], { ...user, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
