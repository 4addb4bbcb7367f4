import { type Problem, problem } from '@clusterboard/problems';
import { ERRORS } from '@tus/server';
import { formatBytes } from './format-bytes.ts';

/** Thrown when the disk cannot take an upload. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** Thrown when a request is refused before tus has a word for it. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }
}

/** What the client is told; a fault of ours has no problem here and is logged instead. */
export interface UploadAnswer {
  readonly status: number;
  readonly problem: Problem | null;
}

/** @param reason a clause or sentence about the upload, with or without its full stop */
export const invalidUpload = (reason: string): Problem =>
  problem('INVALID_FIELD', { field: 'Upload', reason: `${reason.trim().replace(/\.$/, '')}.` });

interface TusError {
  readonly status_code: number;
  readonly body: string;
}

const isTusError = (error: unknown): error is TusError =>
  typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error;

/** Translates what tus throws into our table of problems. */
export function answerTo(error: unknown, maxBytes: number): UploadAnswer {
  if (error instanceof UploadRefused) return error;
  if (error instanceof StorageFull) return { status: 507, problem: problem('STORAGE_FULL', {}) };
  if (!isTusError(error)) return { status: 500, problem: null };
  switch (error) {
    case ERRORS.FILE_NOT_FOUND:
    case ERRORS.FILE_NO_LONGER_EXISTS:
      return { status: error.status_code, problem: problem('UPLOAD_NOT_FOUND', {}) };
    case ERRORS.ERR_MAX_SIZE_EXCEEDED:
      return { status: 413, problem: problem('UPLOAD_TOO_LARGE', { limit: formatBytes(maxBytes) }) };
    case ERRORS.ERR_SIZE_EXCEEDED:
      return { status: 413, problem: invalidUpload('more bytes were sent than announced') };
    case ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION:
      return { status: 413, problem: invalidUpload('its length must be given at the start') };
    default:
      return error.status_code < 500
        ? { status: error.status_code, problem: invalidUpload(error.body) }
        : { status: error.status_code, problem: null };
  }
}
