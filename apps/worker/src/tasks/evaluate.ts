import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publishEvaluation, reportProgress, startClustering } from '@clusterboard/database';
import { evaluate as evaluateFeatures } from '@clusterboard/evaluation';
import { type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { type ExtractedSplits, extractSplits } from '../extraction.ts';
import { readFeatures } from '../feature-file.ts';
import { evaluationRow } from '../publication.ts';
import { throttle } from '../throttle.ts';
import { type Assignment, openAssignment } from './submission.ts';

const reportInterval = 250;

/** Extracts the features of both splits, clusters them and publishes the scores. */
export const evaluate: Work = async (context, claim, signal): Promise<Result<void>> => {
  const assignment = await openAssignment(context, claim.submissionId);
  const scratch = join(context.scratchDir, claim.token);
  await mkdir(scratch, { recursive: true });
  const progress = throttle(
    (report: Parameters<typeof reportProgress>[2]) => reportProgress(context.database, claim, report),
    reportInterval,
    (error) => context.log.warn({ err: error }, 'could not report progress'),
  );
  try {
    const extracted = await extractSplits(context, assignment, scratch, signal, progress.report);
    if (!extracted.ok) return extracted;
    await progress.settle();
    await startClustering(context.database, claim, assignment.protocol.seeds.length);
    const report = await cluster(context.threads, assignment, extracted.value, signal, progress.report);
    if (!report.ok) return report;
    await progress.settle();
    const kept = {
      train: await context.store.adopt(extracted.value.train.path),
      test: await context.store.adopt(extracted.value.test.path),
    };
    const row = evaluationRow(
      assignment.submission.benchmark.protocol.id,
      report.value,
      extracted.value,
      kept,
    );
    await publishEvaluation(context.database, claim, row);
    context.log.info({ acc: report.value.summary.acc }, 'ranked');
    return success(undefined);
  } finally {
    await progress.settle();
    await rm(scratch, { recursive: true, force: true });
  }
};

async function cluster(
  threads: number,
  { protocol, pack }: Assignment,
  { train, test }: ExtractedSplits,
  signal: AbortSignal,
  onProgress: (progress: { seedsDone: number; seedsTotal: number }) => void,
) {
  return evaluateFeatures({
    train: await readFeatures(train.path, train.rows, train.dim),
    trainLabels: await pack.train.readLabels(),
    test: await readFeatures(test.path, test.rows, test.dim),
    testLabels: await pack.test.readLabels(),
    classCount: pack.manifest.classNames.length,
    protocol,
    threads,
    signal,
    onProgress: ({ seedsDone, seedsTotal }) => onProgress({ seedsDone, seedsTotal }),
  });
}
