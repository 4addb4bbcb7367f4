import type { ObjectStore } from '@clusterboard/artifacts';
import { isDiskFull } from '@clusterboard/artifacts';
import { createSubmission, type Database, plainJson, type SubmissionModel } from '@clusterboard/core';
import { isSlug } from '@clusterboard/datasets/slug';
import type { ModelInspection } from '@clusterboard/onnx';
import type { SubmissionFields } from '@clusterboard/onnx/submission-fields';
import { problem, type Result } from '@clusterboard/problems';
import type { FinishedUpload, Uploads } from '../platform/uploads/uploads.ts';
import { checkModelFile, type ModelCheck } from './model-file.ts';
import { checkFields, type FieldProblem, type GivenFields } from './submission-fields.ts';

interface SubmitModelInput extends GivenFields {
  readonly uploadId: string;
  /** Slug. */
  readonly benchmark: string;
}

export type SubmitModelResult =
  | { readonly ok: true; readonly submission: SubmissionModel }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Submits an upload, or returns all problems at once. An upload makes one submission. */
export type SubmitModel = (input: SubmitModelInput, requestId?: string) => Promise<SubmitModelResult>;

interface Stores {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly uploads: Uploads;
}

const refuse = (problems: readonly FieldProblem[]): SubmitModelResult => ({ ok: false, problems });

export function createSubmitModel(stores: Stores): SubmitModel {
  const { database, uploads } = stores;
  return async (input, requestId) => {
    const { problems: fieldProblems, fields } = checkFields(input);
    const { benchmark: slug } = input;
    const benchmark = isSlug(slug) ? await findBenchmark(database, slug) : null;
    const upload = await uploads.find(input.uploadId);
    const model = await checkUpload(upload, input, fields);
    if (upload.ok && model.verdict === 'file') await uploads.discard(input.uploadId);
    const problems: FieldProblem[] = [
      ...fieldProblems,
      ...benchmarkProblems(benchmark, input.benchmark),
      ...(model.verdict === 'accepted' ? [] : [model.problem]),
    ];
    if (!benchmark?.dataset.available || !fields || !upload.ok || model.verdict !== 'accepted')
      return refuse(problems);
    return submit(stores, upload.value, {
      benchmarkId: benchmark.id,
      fields,
      inspection: model.inspection,
      ...(requestId === undefined ? {} : { requestId }),
    });
  };
}

const findBenchmark = (database: Database, slug: string) =>
  database.benchmark.findUnique({ where: { slug }, include: { dataset: { select: { available: true } } } });

function benchmarkProblems(
  benchmark: Awaited<ReturnType<typeof findBenchmark>>,
  slug: string,
): FieldProblem[] {
  if (benchmark === null) return [benchmarkMissing(slug)];
  if (benchmark.dataset.available) return [];
  return [{ field: 'benchmark', problem: problem('BENCHMARK_WITHOUT_IMAGES', { name: benchmark.name }) }];
}

const benchmarkMissing = (slug: string): FieldProblem => ({
  field: 'benchmark',
  problem: problem('BENCHMARK_NOT_FOUND', { slug: slug.slice(0, 80) }),
});

async function checkUpload(
  upload: Result<FinishedUpload>,
  input: SubmitModelInput,
  fields: SubmissionFields | null,
): Promise<ModelCheck> {
  if (!upload.ok) return { verdict: 'form', problem: { field: 'upload', problem: upload.problem } };
  return checkModelFile(upload.value.path, {
    outputName: fields?.outputName ?? (input.outputName?.trim() || null),
    preprocessing: fields?.preprocessing ?? null,
  });
}

async function submit(
  { database, objects, uploads }: Stores,
  upload: FinishedUpload,
  entry: {
    benchmarkId: string;
    fields: SubmissionFields;
    inspection: ModelInspection;
    requestId?: string;
  },
): Promise<SubmitModelResult> {
  const claimed = await uploads.claim(upload);
  if (claimed === null) {
    return refuse([{ field: 'upload', problem: problem('UPLOAD_NOT_FOUND', {}) }]);
  }
  try {
    const { sha256, sizeBytes } = await claimed.adoptInto(objects);
    if (sizeBytes !== upload.sizeBytes) {
      throw new Error(`upload ${upload.id} has ${sizeBytes} bytes, not ${upload.sizeBytes}`);
    }
    const { preprocessing, outputName, pooling, ...texts } = entry.fields;
    const id = await createSubmission(database, {
      benchmarkId: entry.benchmarkId,
      encoder: {
        ...texts,
        fileName: upload.fileName,
        sha256,
        sizeBytes,
        parameters: entry.inspection.parameters,
        inspection: plainJson(entry.inspection),
      },
      preprocessing,
      outputName,
      pooling,
      ...(entry.requestId === undefined ? {} : { requestId: entry.requestId }),
    });
    await claimed.forget();
    return { ok: true, submission: await database.submission.findUniqueOrThrow({ where: { id } }) };
  } catch (error) {
    await claimed.release();
    if (isDiskFull(error)) return refuse([{ field: null, problem: problem('STORAGE_FULL', {}) }]);
    throw error;
  }
}
