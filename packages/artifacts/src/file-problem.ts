import { type Problem, problem } from '@clusterboard/problems';

/** The code of a system error (`ENOENT`), of zlib (`Z_BUF_ERROR`) or of anything else that has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const diskFullCodes = ['ENOSPC', 'EDQUOT'];

/** Whether the system refused a write for lack of space or quota. */
export const isDiskFull = (error: unknown): boolean => diskFullCodes.includes(errorCode(error) ?? '');

/** {@link isDiskFull} for the text of an error that another process reported. */
export const mentionsDiskFull = (text: string): boolean => /\b(ENOSPC|EDQUOT)\b/.test(text);

export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of the path is not a directory',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'disk quota exceeded',
  EFBIG: 'the file would exceed the system’s size limit',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  EIO: 'disk I/O error',
};

const writing = new Set(['mkdir', 'mkdtemp', 'write', 'ftruncate', 'rename', 'link', 'unlink', 'utime']);

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
  /** Where a copy of `path` was to go. */
  readonly dest?: string;
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && 'syscall' in error && String(error.code) in reasons;

const reasonOf = ({ code }: SystemError): string => reasons[code] ?? code;

/** Why a file named by the user cannot be read; rethrows errors that are not about the file. */
export function unreadable(file: string, error: unknown): Problem {
  if (!isSystemError(error)) throw error;
  return problem('FILE_UNREADABLE', { file, reason: reasonOf(error) });
}

/** Why a file cannot be written; rethrows errors that are not about the file. */
export function unwritable(file: string, error: unknown): Problem {
  if (!isSystemError(error)) throw error;
  const missing = error.syscall === 'mkdir' ? 'cannot create a folder there' : 'the folder does not exist';
  return problem('FILE_UNWRITABLE', { file, reason: error.code === 'ENOENT' ? missing : reasonOf(error) });
}

/** A refusal by the system anywhere in the work, such as a full disk or missing permissions. */
export function systemProblem(error: unknown): Problem | null {
  if (!isSystemError(error)) return null;
  const full = isDiskFull(error);
  const file = (full ? error.dest : undefined) ?? error.path ?? 'a file';
  return full || writing.has(error.syscall) ? unwritable(file, error) : unreadable(file, error);
}
