import { loadRescoring, type Rescoring, taskContracts } from '@clusterboard/core';
import type { SplitName } from '@clusterboard/datasets';
import { protocolSchema } from '@clusterboard/evaluation';
import { type ExtractedSplits, extractSplits } from '@clusterboard/extraction';
import { evaluateSplits, hashContent, type Receipt, receiptSchema } from '@clusterboard/pipeline';
import { type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import type { WorkerContext } from '../context.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { type EvaluationInputs, encoderSettings, openInputs, requireModel } from '../evaluation-inputs.ts';
import { type FeatureHashes, keepFeatures, publish } from '../publication.ts';
import { withScratch } from '../scratch.ts';

interface Features {
  readonly extracted: ExtractedSplits;
  readonly features: FeatureHashes;
}

/** How the features of a published result were made, as its receipt tells. */
function describe(receipt: Receipt, split: SplitName, path: string): ExtractedSplits[SplitName] {
  const { dataset, features, execution, software, timings } = receipt;
  const rows = split === 'train' ? dataset.trainCount : dataset.testCount;
  const seconds = split === 'train' ? timings.trainExtractionSeconds : timings.testExtractionSeconds;
  return {
    path,
    rows,
    dim: features.dim,
    executionProvider: execution.provider,
    runtimeVersion: software.onnxruntime,
    batchSize: execution.batchSize,
    threads: execution.threads,
    seconds,
    imagesPerSecond: rows / seconds,
  };
}

/** The features of the published result, if they are still there and of the same images. */
async function keptFeatures(
  { store }: WorkerContext,
  { pack }: EvaluationInputs,
  { current }: Rescoring,
): Promise<Features | null> {
  const receipt = receiptSchema.safeParse(current.receipt);
  if (!receipt.success || receipt.data.dataset.contentSha256 !== hashContent(pack.manifest)) return null;
  const [train, test] = [current.trainFeaturesSha256, current.testFeaturesSha256];
  if (!(await store.has(train)) || !(await store.has(test))) return null;
  const extracted = {
    train: describe(receipt.data, 'train', store.path(train)),
    test: describe(receipt.data, 'test', store.path(test)),
  };
  return { extracted, features: { train, test } };
}

async function extractAgain(
  context: WorkerContext,
  inputs: EvaluationInputs,
  scratch: string,
  signal: AbortSignal,
): Promise<Result<Features>> {
  await requireModel(context, inputs);
  context.log.info('features not found, extracting again');
  const settings = encoderSettings(context, inputs, signal);
  const extracted = await extractSplits(settings, inputs.pack, scratch, () => {});
  if (!extracted.ok) return extracted;
  // Read from the store: what is moved there is gone from `scratch`.
  const features = await keepFeatures(context, extracted.value);
  const { train, test } = extracted.value;
  const at = (split: ExtractedSplits[SplitName], sha256: string) => ({
    ...split,
    path: context.store.path(sha256),
  });
  return success({
    extracted: { train: at(train, features.train), test: at(test, features.test) },
    features,
  });
}

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const rescoring = await loadRescoring(context.database, claim.submissionId);
  if (rescoring === null) return success(undefined);
  const inputs = await openInputs(context, claim.submissionId);
  return withScratch(context, claim, async (scratch) => {
    const kept = await keptFeatures(context, inputs, rescoring);
    const found = kept === null ? await extractAgain(context, inputs, scratch, signal) : success(kept);
    if (!found.ok) return found;
    const { extracted, features } = found.value;
    const evaluation = await evaluateSplits(inputs.pack, extracted, {
      protocol: protocolSchema.parse(rescoring.protocol.definition),
      threads: context.threads,
      signal,
    });
    if (!evaluation.ok) return evaluation;
    const scored = { protocolId: rescoring.protocol.id, extracted, features, evaluation: evaluation.value };
    await publish(context, claim, inputs, scored, { scratch, signal });
    return success(undefined);
  });
};

/** Scores a ranked submission under its benchmark's current protocol; the new result supersedes the old one. */
export const rescore = defineTask({
  ...taskContracts.rescore,
  claim: { from: ['RANKED'], into: null },
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
