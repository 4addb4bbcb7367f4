import { isDiskFull, mentionsDiskFull } from '@clusterboard/artifacts';
import { isDatabaseFull, isDatabaseUnreachable } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';

/** Thrown by work that finds that it cannot be done now. */
export class InputsUnreachable extends Error {
  override readonly name = 'InputsUnreachable';

  constructor(readonly problem: Problem) {
    super(problem.log ?? problem.message);
  }
}

/** The system fails, or refuses what it grants at other times; none of these is of a model's making. */
const systemCodes = new Set(['EIO', 'EROFS', 'EMFILE', 'ENFILE', 'ESTALE', 'ENODEV', 'ENXIO', 'ENOTCONN']);
/** Files of ours that are gone or closed to us. */
const fileCodes = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);

function systemCode(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What of ours has failed, when that and not the work itself is the reason of an error; null otherwise. */
export function causeOf(error: unknown): Problem | null {
  const text = error instanceof Error ? String(error.stack) : String(error);
  if (error instanceof InputsUnreachable) return error.problem;
  // The runner's child can only pass its error on as text.
  if (isDiskFull(error) || isDatabaseFull(error) || mentionsDiskFull(text))
    return problem('STORAGE_FULL', {}, text);
  if (isDatabaseUnreachable(error)) return problem('DATABASE_UNREACHABLE', {}, text);
  const code = systemCode(error);
  if (code === null || !(systemCodes.has(code) || fileCodes.has(code))) return null;
  return problem('STORAGE_UNREACHABLE', { reason: `a file could not be used (${code})` }, text);
}
