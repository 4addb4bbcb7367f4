import { type Problem, problem } from '@clusterboard/problems';
import { ERRORS } from '@tus/server';

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A readable size, such as `1 GiB` or `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}

/** Thrown if the disk has no room for an upload. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** Thrown to reject a request for a reason that tus has no error for. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }
}

/** Response to a failed upload; null for server errors, which are logged. */
interface UploadFailure {
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

/** Maps errors of tus to our problems. */
export function uploadFailure(error: unknown, maxBytes: number): UploadFailure {
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
    case ERRORS.UNSUPPORTED_CONCATENATION_EXTENSION:
      return { status: 400, problem: invalidUpload('a file must be sent as one upload, not as parts') };
    case ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION:
      return { status: 413, problem: invalidUpload('its length must be given at the start') };
    default:
      return error.status_code < 500
        ? { status: error.status_code, problem: invalidUpload(error.body) }
        : { status: error.status_code, problem: null };
  }
}
