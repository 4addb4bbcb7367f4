import { countPending, type Database } from '@clusterboard/core';
import { isSlug } from '@clusterboard/datasets/slug';
import type { SubmissionFields } from '@clusterboard/onnx/submission-fields';
import { problem, type Result } from '@clusterboard/problems';
import { createTurns } from '../platform/limits/in-turn.ts';
import { type SubmitRequester, tooManySubmissions } from '../platform/limits/submitters.ts';
import type { FinishedUpload } from '../platform/uploads/uploads.ts';
import { type CheckModel, createModelChecks } from './checks/model-checks.ts';
import { nameProblems } from './checks/name-problems.ts';
import { checkIdempotencyKey, findEarlier, type SubmitRequest } from './earlier-submission.ts';
import type { ModelCheck } from './model-file.ts';
import { checkFields, type FieldProblem, type GivenFields } from './submission-fields.ts';
import { refuse, type SubmitModelResult, type SubmitStores, writeSubmission } from './write-submission.ts';

interface SubmitModelInput extends GivenFields {
  readonly uploadId: string;
  readonly idempotencyKey?: string | null | undefined;
  /** Slug. */
  readonly benchmark: string;
}

/**
 * Submits an upload, or returns all problems at once. An upload makes one submission: the same request again
 * returns it.
 */
export type SubmitModel = (input: SubmitModelInput, requester: SubmitRequester) => Promise<SubmitModelResult>;

export function createSubmitModel(stores: SubmitStores): SubmitModel {
  const inTurn = createTurns();
  const checkModel = createModelChecks();
  return async (input, requester) => {
    const idempotencyKey = input.idempotencyKey ?? null;
    const { problems: fieldProblems, fields } = checkFields(input);
    const problems = [...fieldProblems, ...checkIdempotencyKey(idempotencyKey)];
    const submit = () => submitNew({ ...stores, checkModel }, input, { problems, fields }, requester);
    if (problems.length > 0 || fields === null) return submit();
    const earlier = () => earlierResult(stores, { ...input, idempotencyKey, fields });
    return inTurn(input.uploadId, async () => (await earlier()) ?? unlessSubmitted(submit, earlier));
  };
}

async function earlierResult(
  { database, uploads }: SubmitStores,
  request: Omit<SubmitRequest, 'upload'>,
): Promise<SubmitModelResult | null> {
  const { uploadId, idempotencyKey, benchmark, fields } = request;
  const upload = () => uploads.find(uploadId);
  const found = await findEarlier(database, { uploadId, idempotencyKey, benchmark, fields, upload });
  if (found === null) return null;
  return 'problem' in found
    ? refuse([found.problem])
    : { ok: true, submission: found.submission, warnings: [] };
}

/**
 * Another process may submit the same upload at the same time, and Postgres may commit without our hearing of
 * it: what was written decides.
 */
async function unlessSubmitted(
  submit: () => Promise<SubmitModelResult>,
  earlier: () => Promise<SubmitModelResult | null>,
): Promise<SubmitModelResult> {
  try {
    const result = await submit();
    return result.ok ? result : ((await earlier()) ?? result);
  } catch (error) {
    const found = await earlier().catch(() => null);
    if (found === null) throw error;
    return found;
  }
}

async function submitNew(
  stores: SubmitStores & { readonly checkModel: CheckModel },
  input: SubmitModelInput,
  checked: { problems: readonly FieldProblem[]; fields: SubmissionFields | null },
  requester: SubmitRequester,
): Promise<SubmitModelResult> {
  const { database, uploads } = stores;
  const { fields } = checked;
  const { submitter } = requester;
  const { benchmark: slug } = input;
  const benchmark = isSlug(slug) ? await findBenchmark(database, slug) : null;
  const upload = await uploads.find(input.uploadId);
  const model = await checkUpload(stores.checkModel, upload, input, fields);
  if (upload.ok && model.verdict === 'file') await uploads.discard(input.uploadId);
  const closed = await stores.modelsClosed();
  const pending = await countPending(database, submitter.client);
  const problems: FieldProblem[] = [
    ...checked.problems,
    ...(await nameProblems(database, benchmark?.id, fields?.name)),
    ...(closed === null ? [] : [{ field: 'benchmark' as const, problem: closed }]),
    ...benchmarkProblems(benchmark, slug),
    ...(pending < submitter.maxPending
      ? []
      : [{ field: null, problem: tooManySubmissions(pending, submitter) }]),
    ...(model.verdict === 'accepted' ? [] : [model.problem]),
  ];
  if (problems.length > 0 || !benchmark || !fields || !upload.ok || model.verdict !== 'accepted')
    return refuse(problems);
  return writeSubmission(stores, upload.value, {
    benchmarkId: benchmark.id,
    fields,
    inspection: model.inspection,
    output: model.output,
    warnings: model.warnings,
    idempotencyKey: input.idempotencyKey ?? null,
    ...requester,
  });
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
  checkModel: CheckModel,
  upload: Result<FinishedUpload>,
  input: SubmitModelInput,
  fields: SubmissionFields | null,
): Promise<ModelCheck> {
  if (!upload.ok) return { verdict: 'form', problem: { field: 'upload', problem: upload.problem } };
  // Only what the check reads: it is remembered by it, and not by a name that is being corrected.
  if (fields === null) return checkModel(upload.value, { outputName: input.outputName?.trim() || null });
  const { outputName, layout, pooling, preprocessing } = fields;
  return checkModel(upload.value, { outputName, layout, pooling, preprocessing });
}
