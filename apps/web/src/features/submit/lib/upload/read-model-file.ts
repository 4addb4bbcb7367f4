import '../form/strict-zod.ts';

import {
  type AcceptedModel,
  acceptFile,
  fromBlob,
  type ModelInspection,
  type OutputReadings,
} from '@clusterboard/onnx';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import { formatBytes } from '../../../formatting/format.ts';

/** A file that would be accepted, and what it says about itself. */
export interface ModelFile {
  readonly file: File;
  readonly inspection: ModelInspection;
  readonly model: AcceptedModel;
  readonly readings: OutputReadings;
}

/** Reads a chosen file in the browser and holds it against the rules, before anything is uploaded. */
export async function readModelFile(file: File, maxBytes: number): Promise<Result<ModelFile>> {
  if (file.size === 0) return failure(problem('UPLOAD_EMPTY', {}));
  if (file.size > maxBytes) return failure(problem('UPLOAD_TOO_LARGE', { limit: formatBytes(maxBytes) }));
  const accepted = await acceptFile(fromBlob(file));
  if (!accepted.ok) return failure(accepted.problem);
  const { inspection, model, readings } = accepted;
  return success({ file, inspection, model, readings });
}
