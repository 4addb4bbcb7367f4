import { isDeepStrictEqual } from 'node:util';
import { hashFile } from '@clusterboard/artifacts';
import { type Database, type EarlierSubmission, findSubmitted, plainJson } from '@clusterboard/core';
import type { SubmissionFields } from '@clusterboard/onnx/submission-fields';
import { type Problem, problem, type Result, success } from '@clusterboard/problems';
import { isUploadId } from '../platform/uploads/upload-names.ts';
import type { FinishedUpload } from '../platform/uploads/uploads.ts';
import type { FieldProblem } from './submission-fields.ts';

/** A key has to be unguessable, since there are no accounts: whoever has it and the same file finds the submission. */
const keyPattern = /^[\w-]{16,64}$/;

export function checkIdempotencyKey(key: string | null): FieldProblem[] {
  if (key === null || keyPattern.test(key)) return [];
  const reason = 'Use 16 to 64 letters, digits, hyphens or underscores.';
  return [
    { field: 'idempotencyKey', problem: problem('INVALID_FIELD', { field: 'Idempotency key', reason }) },
  ];
}

/** A request to submit, as it is compared with an earlier one. */
export interface SubmitRequest {
  readonly uploadId: string;
  /** Valid, or null. */
  readonly idempotencyKey: string | null;
  /** Slug. */
  readonly benchmark: string;
  /** Valid. */
  readonly fields: SubmissionFields;
  /** The upload, should its bytes have to be compared. */
  readonly upload: () => Promise<Result<FinishedUpload>>;
}

type Earlier = { readonly submission: EarlierSubmission } | { readonly problem: FieldProblem };

/**
 * What the same request made before: its submission, or why it is another request under the same upload or key;
 * null if there was none. A client whose response was lost gets it this way.
 */
export async function findEarlier(database: Database, request: SubmitRequest): Promise<Earlier | null> {
  const { uploadId, idempotencyKey } = request;
  const byUpload = isUploadId(uploadId) ? await findSubmitted(database, { uploadId }) : null;
  const byKey = idempotencyKey === null ? null : await findSubmitted(database, { idempotencyKey });
  if (byKey !== null) return matchKey(byKey, byUpload, request);
  if (byUpload === null) return null;
  if (hasSameValues(byUpload, request)) return { submission: byUpload };
  return refused('upload', problem('UPLOAD_ALREADY_SUBMITTED', { id: byUpload.id }));
}

const refused = (field: string, reason: Problem): Earlier => ({ problem: { field, problem: reason } });

/** A key may come with another upload of the same bytes, from a client that lost all but the key. */
async function matchKey(
  byKey: EarlierSubmission,
  byUpload: EarlierSubmission | null,
  request: SubmitRequest,
): Promise<Earlier> {
  const reused = refused('idempotencyKey', problem('IDEMPOTENCY_KEY_REUSED', {}));
  if (!hasSameValues(byKey, request)) return reused;
  const uploaded = await sha256Of(byUpload, request);
  if (!uploaded.ok) return refused('upload', uploaded.problem);
  return uploaded.value === byKey.encoder.sha256 ? { submission: byKey } : reused;
}

/** An upload that was submitted is no longer stored under its own name. */
async function sha256Of(
  submitted: EarlierSubmission | null,
  request: SubmitRequest,
): Promise<Result<string>> {
  if (submitted !== null) return success(submitted.encoder.sha256);
  const upload = await request.upload();
  return upload.ok ? success(await hashFile(upload.value.path)) : upload;
}

/** What was left out then was read from the model, and is stored as it was read. */
const requestedOutput = ({ outputRequest, outputName, layout, pooling }: EarlierSubmission) =>
  outputRequest ?? { outputName, layout, pooling };

function hasSameValues(earlier: EarlierSubmission, { benchmark, fields }: SubmitRequest): boolean {
  const { name, description, submittedBy } = earlier.encoder;
  const { outputName, layout, pooling, ...given } = fields;
  // Of earlier versions, where mean was what a request without pooling asked for.
  const requestedPooling = earlier.outputRequest === null ? (pooling ?? 'mean') : pooling;
  return (
    earlier.benchmark.slug === benchmark &&
    isDeepStrictEqual(requestedOutput(earlier), { outputName, layout, pooling: requestedPooling }) &&
    isDeepStrictEqual(
      { name, description, submittedBy, preprocessing: earlier.preprocessing },
      { ...given, preprocessing: plainJson(fields.preprocessing) },
    )
  );
}
