import { access, constants, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode, isDiskFull, isSpaceLow, readSpace, trimCache } from '@clusterboard/artifacts';
import { datasetOf, isDatabaseUnreachable } from '@clusterboard/core';
import { checkPack } from '@clusterboard/datasets';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { WorkerContext } from '../context.ts';
import { cropCache, featureCache } from '../evaluation-inputs.ts';
import type { Pause } from './pauses.ts';

const unusable = (reason: string, error: unknown): Result<never> =>
  failure(problem('STORAGE_UNREACHABLE', { reason }, String(error)));

/** Without the path: problems are shown to everybody. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is missing',
  ENOTDIR: 'it is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is read-only',
};

const reasonOf = (folder: string, error: unknown): string =>
  `folder “${basename(folder)}”: ${reasons[errorCode(error) ?? ''] ?? errorCode(error) ?? 'it cannot be used'}`;

/** Whether there is room to work in; caches give way first. */
async function proveSpace(context: WorkerContext): Promise<Result<void>> {
  const read = () => (context.readSpace ?? readSpace)(context.scratchDir);
  if (!isSpaceLow(await read())) return success(undefined);
  for (const cache of [cropCache(context), featureCache(context)]) await trimCache(cache);
  return isSpaceLow(await read()) ? failure(problem('STORAGE_FULL', {})) : success(undefined);
}

/** Whether this worker can read and write all that every task needs. */
export async function proveStorage(context: WorkerContext): Promise<Result<void>> {
  const { store, scratchDir, datasetsDir } = context;
  let folder = scratchDir;
  try {
    await mkdir(scratchDir).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    await access(scratchDir, constants.W_OK);
    folder = datasetsDir;
    await access(datasetsDir, constants.R_OK);
    const space = await proveSpace(context);
    if (!space.ok) return space;
    folder = 'objects';
    await store.prove();
    return success(undefined);
  } catch (error) {
    return isDiskFull(error)
      ? failure(problem('STORAGE_FULL', {}, String(error)))
      : unusable(reasonOf(folder, error), error);
  }
}

interface ExpectedPack {
  readonly slug: string;
  readonly name: string;
  readonly manifestSha256: string;
}

/** Whether this worker can read a dataset, and has the one that the database tells of. */
async function proveDataset({ datasetsDir }: WorkerContext, dataset: ExpectedPack): Promise<Result<void>> {
  const unreadable = (log: string) => failure(problem('DATASET_UNREACHABLE', { dataset: dataset.name }, log));
  try {
    const checked = await checkPack(join(datasetsDir, dataset.slug), dataset.manifestSha256);
    return checked.ok ? checked : unreadable(checked.problem.message);
  } catch (error) {
    return unreadable(String(error));
  }
}

async function provePack(context: WorkerContext, dataset: ExpectedPack): Promise<Pause | null> {
  const { pauses } = context;
  const scope = `dataset:${dataset.slug}` as const;
  const waiting = pauses.waiting([scope]);
  if (waiting !== null) return waiting;
  const proof = () => proveDataset(context, dataset);
  const proven = await proof();
  if (!proven.ok) return pauses.begin(scope, proven.problem, proof);
  pauses.end(scope);
  return null;
}

/**
 * Proves what a submission needs, and begins or ends pauses by it.
 *
 * @returns why it has to wait; null if it need not
 */
export async function proveInputs(context: WorkerContext, submissionId: string): Promise<Pause | null> {
  const { pauses, database } = context;
  const waiting = pauses.waiting(['all', `submission:${submissionId}`]);
  if (waiting !== null) return waiting;
  const storage = () => proveStorage(context);
  const proven = await storage();
  if (!proven.ok) return pauses.begin('all', proven.problem, storage);
  try {
    const dataset = await datasetOf(database, submissionId);
    pauses.end('all');
    return dataset && (await provePack(context, dataset));
  } catch (error) {
    if (!isDatabaseUnreachable(error)) throw error;
    const unreachable = problem('DATABASE_UNREACHABLE', {}, String(error));
    const answers = () =>
      database.$executeRaw`SELECT 1`.then(
        () => success(undefined),
        () => failure(unreachable),
      );
    return pauses.begin('all', unreachable, answers);
  }
}
