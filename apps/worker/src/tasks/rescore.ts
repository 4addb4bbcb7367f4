import { hashFile, requireHash, requireSeal } from '@clusterboard/artifacts';
import { loadRescoring, type Rescoring, taskContracts } from '@clusterboard/core';
import type { SplitName } from '@clusterboard/datasets';
import { type ExecutionProvider, executionProviders } from '@clusterboard/environment';
import { protocolSchema } from '@clusterboard/evaluation';
import type { ExtractedSplits } from '@clusterboard/extraction';
import {
  hashContent,
  type KeptFeatures,
  type Receipt,
  receiptSchema,
  runPipeline,
} from '@clusterboard/pipeline';
import { type Result, success } from '@clusterboard/problems';
import { z } from 'zod';
import type { Work } from '../attempt.ts';
import type { WorkerContext } from '../context.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { type EvaluationInputs, openInputs, pipelineJob, takeModel } from '../evaluation-inputs.ts';
import { keepFeatures, publish } from '../publication.ts';
import { withScratch } from '../scratch.ts';

/** How the features of a published result were made, as its receipt tells. */
function describe(
  receipt: Receipt,
  executionProvider: ExecutionProvider,
  split: SplitName,
  path: string,
): ExtractedSplits[SplitName] {
  const { dataset, features, execution, software, timings } = receipt;
  const rows = split === 'train' ? dataset.trainCount : dataset.testCount;
  const seconds = split === 'train' ? timings.trainExtractionSeconds : timings.testExtractionSeconds;
  return {
    path,
    rows,
    dim: features.dim,
    executionProvider,
    runtimeVersion: software.onnxruntime,
    batchSize: execution.batchSize,
    threads: execution.threads,
    seconds,
    imagesPerSecond: rows / seconds,
  };
}

/**
 * The features of the published result, if they are still there and of the same images.
 *
 * @throws PlatformFault STORED_BYTES_DAMAGED
 */
async function keptFeatures(
  { store }: WorkerContext,
  { pack }: EvaluationInputs,
  { current }: Rescoring,
): Promise<KeptFeatures | null> {
  const receipt = receiptSchema.safeParse(current.receipt);
  requireSeal('The stored receipt', current.receipt);
  if (!receipt.success || receipt.data.dataset.contentSha256 !== hashContent(pack.manifest)) return null;
  const provider = z.enum(executionProviders).safeParse(receipt.data.execution.provider);
  if (!provider.success) return null;
  const [train, test] = [current.trainFeaturesSha256, current.testFeaturesSha256];
  if (!(await store.has(train)) || !(await store.has(test))) return null;
  for (const sha256 of [train, test]) {
    requireHash('The stored features', sha256, await hashFile(store.path(sha256)));
  }
  const extracted = {
    train: describe(receipt.data, provider.data, 'train', store.path(train)),
    test: describe(receipt.data, provider.data, 'test', store.path(test)),
  };
  return { extracted, features: { train, test } };
}

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const rescoring = await loadRescoring(context.database, claim.submissionId);
  if (rescoring === null) return success(undefined);
  const inputs = await openInputs(context, claim.submissionId);
  const protocol = protocolSchema.parse(rescoring.protocol.definition);
  return withScratch(context, claim, async (scratch) => {
    const job = pipelineJob(context, inputs, { protocol, scratch, signal });
    const result = await runPipeline(job, {
      async findFeatures() {
        const kept = await keptFeatures(context, inputs, rescoring);
        if (kept !== null) return kept;
        await takeModel(context, inputs, scratch);
        context.log.info('features not found, extracting again');
        return null;
      },
      keepFeatures: (extracted) => keepFeatures(context, extracted),
    });
    if (!result.ok) return result;
    await publish(context, claim, { protocolId: rescoring.protocol.id, result: result.value, signal });
    return success(undefined);
  });
};

/** Scores a ranked submission under its benchmark's current protocol; the new result supersedes the old one. */
export const rescore = defineTask({
  ...taskContracts.rescore,
  claim: { from: ['RANKED'], into: null },
  inTurn: false,
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
