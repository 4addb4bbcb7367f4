import { reportProgress, startClustering, taskContracts } from '@clusterboard/core';
import { extractSplits } from '@clusterboard/extraction';
import { evaluateSplits } from '@clusterboard/pipeline';
import { type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { encoderSettings, openInputs, requireModel } from '../evaluation-inputs.ts';
import { keepFeatures, publish } from '../publication.ts';
import { withScratch } from '../scratch.ts';
import { throttle } from '../throttle.ts';

const reportInterval = 250;

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const inputs = await openInputs(context, claim.submissionId);
  await requireModel(context, inputs);
  const { protocol, pack } = inputs;
  const progress = throttle(
    (report: Parameters<typeof reportProgress>[2]) => reportProgress(context.database, claim, report),
    reportInterval,
    (error) => context.log.warn({ err: error }, 'could not report progress'),
  );
  return withScratch(context, claim, async (scratch) => {
    const settings = encoderSettings(context, inputs, signal);
    const extracted = await extractSplits(settings, pack, scratch, progress.report);
    if (!extracted.ok) return extracted;
    await progress.settle();
    await startClustering(context.database, claim, protocol.seeds.length);
    const evaluation = await evaluateSplits(pack, extracted.value, {
      protocol,
      threads: context.threads,
      signal,
      onProgress: ({ seedsDone, seedsTotal }) => progress.report({ seedsDone, seedsTotal }),
    });
    if (!evaluation.ok) return evaluation;
    await progress.settle();
    // Nothing is kept of what will not be published.
    signal.throwIfAborted();
    const scored = {
      protocolId: inputs.submission.benchmark.protocol.id,
      extracted: extracted.value,
      features: await keepFeatures(context, extracted.value),
      evaluation: evaluation.value,
    };
    await publish(context, claim, inputs, scored, { scratch, signal });
    return success(undefined);
  }).finally(progress.settle);
};

/** Extracts the features of both splits, clusters them and publishes the scores. */
export const evaluate = defineTask({
  ...taskContracts.evaluate,
  claim: { from: ['INSPECTED', 'EXTRACTING', 'CLUSTERING'], into: 'EXTRACTING' },
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
