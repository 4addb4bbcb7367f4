import { reportProgress, startClustering, taskContracts } from '@clusterboard/core';
import { runPipeline } from '@clusterboard/pipeline';
import { type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { openInputs, pipelineJob, takeModel } from '../evaluation-inputs.ts';
import { throughOutage } from '../pauses/through-outage.ts';
import { keepFeatures, publish } from '../publication.ts';
import { withScratch } from '../scratch.ts';

/**
 * Passes the newest of many reports on, at most one in `milliseconds`, one at a time; failures go to
 * `onError`. `settle` ends it and waits for the one under way.
 */
function throttle<Report>(
  send: (report: Report) => Promise<void>,
  milliseconds: number,
  onError: (error: unknown) => void,
): { report(report: Report): void; settle(): Promise<void> } {
  let newest: { report: Report } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const flush = (): void => {
    timer = undefined;
    if (newest === undefined) return;
    const { report } = newest;
    newest = undefined;
    underWay = underWay.then(() => send(report)).catch(onError);
  };
  return {
    report(report) {
      newest = { report };
      timer ??= setTimeout(flush, milliseconds);
    },
    async settle() {
      clearTimeout(timer);
      flush();
      await underWay;
    },
  };
}

const reportInterval = 250;

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const inputs = await openInputs(context, claim.submissionId);
  const { protocol } = inputs;
  const progress = throttle(
    (report: Parameters<typeof reportProgress>[2]) => reportProgress(context.database, claim, report),
    reportInterval,
    (error) => context.log.warn({ err: error }, 'progress report failed'),
  );
  return withScratch(context, claim, async (scratch) => {
    await takeModel(context, inputs, scratch);
    const job = pipelineJob(context, inputs, { protocol, scratch, signal });
    const result = await runPipeline(job, {
      onExtraction: progress.report,
      async onFeatures() {
        await progress.settle();
        await throughOutage(context, claim, signal, () =>
          startClustering(context.database, claim, protocol.seeds.length),
        );
      },
      onEvaluation: ({ seedsDone, seedsTotal }) => progress.report({ seedsDone, seedsTotal }),
      async keepFeatures(extracted) {
        await progress.settle();
        return keepFeatures(context, extracted);
      },
    });
    if (!result.ok) return result;
    const protocolId = inputs.submission.benchmark.protocol.id;
    await publish(context, claim, { protocolId, result: result.value, signal });
    return success(undefined);
  }).finally(progress.settle);
};

/** Extracts the features of both splits, clusters them and publishes the scores. */
export const evaluate = defineTask({
  ...taskContracts.evaluate,
  claim: { from: ['INSPECTED', 'EXTRACTING', 'CLUSTERING'], into: 'EXTRACTING' },
  inTurn: true,
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
