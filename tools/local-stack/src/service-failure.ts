/** Why something could not be started or went down: one sentence for the person at the terminal. */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';
}

const reasons: Record<string, (path: string) => string> = {
  ENOSPC: (path) => `The disk that holds ${path} is full.`,
  EDQUOT: (path) => `The disk quota for ${path} is used up.`,
  EACCES: (path) => `${path} may not be written by this user.`,
  EPERM: (path) => `${path} may not be written by this user.`,
  EROFS: (path) => `${path} lies on a read-only file system.`,
  ENOTDIR: (path) => `A part of the path ${path} is a file, not a directory.`,
  EEXIST: (path) => `${path} is a file, not a directory.`,
};

/** Runs what writes under `path` and turns the operating system's refusals into a sentence. */
export async function writingTo<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    throw reason ? new ServiceFailure(reason(path), { cause: error }) : error;
  }
}
