import { type Problem, problem } from '@clusterboard/problems';
import { isDiskFull } from './errno.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'it would be larger than the system allows',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports a fault',
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

/** Why a file that a person named cannot be read; rethrows what is not about the file. */
export function unreadable(file: string, error: unknown): Problem {
  if (!isSystemError(error)) throw error;
  return problem('FILE_UNREADABLE', { file, reason: reasonOf(error) });
}

/** Why a file cannot be written; rethrows what is not about the file. */
export function unwritable(file: string, error: unknown): Problem {
  if (!isSystemError(error)) throw error;
  const missing = error.syscall === 'mkdir' ? 'no folder can be made there' : 'its folder is not there';
  return problem('FILE_UNWRITABLE', { file, reason: error.code === 'ENOENT' ? missing : reasonOf(error) });
}

/** What the system refused somewhere in the work: a full disk, a directory of another user. */
export function systemProblem(error: unknown): Problem | null {
  if (!isSystemError(error)) return null;
  const full = isDiskFull(error);
  const file = (full ? error.dest : undefined) ?? error.path ?? 'A file';
  return full || writing.has(error.syscall) ? unwritable(file, error) : unreadable(file, error);
}
