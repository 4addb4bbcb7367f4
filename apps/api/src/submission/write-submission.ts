import { isDiskFull, type ObjectStore } from '@clusterboard/artifacts';
import {
  createSubmission,
  type Database,
  plainJson,
  type SubmissionModel,
  TooManyPending,
} from '@clusterboard/core';
import type { ModelInspection } from '@clusterboard/onnx';
import { skeleton } from '@clusterboard/onnx/name-likeness';
import type { SubmissionFields } from '@clusterboard/onnx/submission-fields';
import { type Problem, problem } from '@clusterboard/problems';
import type { ModelsClosed } from '../platform/limits/models-closed.ts';
import { type SubmitRequester, tooManySubmissions } from '../platform/limits/submitters.ts';
import type { FinishedUpload, Uploads } from '../platform/uploads/uploads.ts';
import type { ReadOutput } from './model-file.ts';
import type { FieldProblem } from './submission-fields.ts';

export type SubmitModelResult =
  | { readonly ok: true; readonly submission: SubmissionModel; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export const refuse = (problems: readonly FieldProblem[]): SubmitModelResult => ({ ok: false, problems });

export interface SubmitStores {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly uploads: Uploads;
  readonly modelsClosed: ModelsClosed;
}

export interface AcceptedSubmission extends SubmitRequester {
  readonly benchmarkId: string;
  readonly fields: SubmissionFields;
  readonly inspection: ModelInspection;
  readonly output: ReadOutput;
  readonly warnings: readonly Problem[];
  readonly idempotencyKey: string | null;
}

/**
 * Moves the bytes of an upload to their content address and writes its submission. The upload stays until that
 * is written: whatever happens before, it can be submitted again.
 */
export async function writeSubmission(
  { database, objects, uploads }: SubmitStores,
  upload: FinishedUpload,
  accepted: AcceptedSubmission,
): Promise<SubmitModelResult> {
  const { benchmarkId, fields, inspection, output, warnings, idempotencyKey } = accepted;
  const { requestId, submitter } = accepted;
  try {
    const stored = await uploads.adopt(upload, objects);
    if (stored === null) return refuse([{ field: 'upload', problem: problem('UPLOAD_NOT_FOUND', {}) }]);
    const { sha256, sizeBytes } = stored;
    if (sizeBytes !== upload.sizeBytes) {
      throw new Error(`upload ${upload.id} has ${sizeBytes} bytes, not ${upload.sizeBytes}`);
    }
    const { preprocessing, outputName, layout, pooling, ...texts } = fields;
    const id = await createSubmission(database, {
      benchmarkId,
      encoder: {
        ...texts,
        nameSkeleton: skeleton(texts.name),
        fileName: upload.fileName,
        sha256,
        sizeBytes,
        parameters: inspection.parameters,
        inspection: plainJson(inspection),
      },
      preprocessing,
      outputName: output.name,
      layout: output.layout,
      inputLayout: output.inputLayout,
      pooling: output.pooling,
      outputReasons: plainJson(output.reasons),
      outputRequest: { outputName, layout, pooling },
      uploadId: upload.id,
      ...(idempotencyKey === null ? {} : { idempotencyKey }),
      requestId,
      submitter,
    });
    const submission = await database.submission.findUniqueOrThrow({ where: { id } });
    // What cannot be removed now expires.
    await uploads.discard(upload.id).catch(() => undefined);
    return { ok: true, submission, warnings };
  } catch (error) {
    if (error instanceof TooManyPending) {
      return refuse([{ field: null, problem: tooManySubmissions(error.pending, submitter) }]);
    }
    if (isDiskFull(error)) return refuse([{ field: null, problem: problem('STORAGE_FULL', {}) }]);
    throw error;
  }
}
