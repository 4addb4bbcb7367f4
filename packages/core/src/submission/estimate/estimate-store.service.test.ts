import { beforeEach, expect, it } from 'vitest';
import { claimFor, someEvaluation, submitSomething } from '../../catalogue/catalogue.fixture.ts';
import { publishEvaluation } from '../../evaluation/publish-store.ts';
import { useCoreDatabase } from '../../infra/core-database.fixture.ts';
import type { LiveWorker, PauseScope } from '../../pauses/worker-status-store.ts';
import { releaseAttempt } from '../attempt-store.ts';
import { acceptInspection } from '../outcome-store.ts';
import { reportProgress, startClustering } from '../progress-store.ts';
import { estimateRemaining } from './estimate-store.ts';

const database = useCoreDatabase();
beforeEach(async () => {
  await database.attempt.updateMany({ data: { finishedAt: new Date() } });
  await database.submission.updateMany({ data: { state: 'CANCELLED', client: null } });
});

interface Recorded {
  readonly cost: number;
  readonly dim: number;
  readonly inspection: number;
  readonly extraction: number;
  readonly clustering: number;
}

/** Small and large encoders on one benchmark: extraction grows with the cost of an image, clustering with the width. */
const recorded: readonly Recorded[] = [
  { cost: 0.00002, dim: 64, inspection: 1.2, extraction: 2.2, clustering: 7.9 },
  { cost: 0.0005, dim: 128, inspection: 1.3, extraction: 3.1, clustering: 9.4 },
  { cost: 0.00055, dim: 128, inspection: 1.3, extraction: 3.3, clustering: 9.1 },
  { cost: 0.0038, dim: 512, inspection: 2.2, extraction: 9.8, clustering: 14.6 },
  { cost: 0.0041, dim: 576, inspection: 2.3, extraction: 10.4, clustering: 15.9 },
];

const factsOf = ({ cost, dim }: Pick<Recorded, 'cost' | 'dim'>) => ({
  parameters: 1,
  inspection: {},
  outputName: 'features',
  note: `${dim} features per image`,
  cost: { secondsPerImage: cost, featureDim: dim },
});

const inspect = async (submissionId: string, facts: Pick<Recorded, 'cost' | 'dim'>) =>
  acceptInspection(database, await claimFor(database, 'inspect', submissionId), factsOf(facts));

/** Sets the clock of an attempt back, and of the events that it wrote. */
async function claimedAgo(token: string, seconds: number): Promise<void> {
  await database.attempt.update({
    where: { token },
    data: { claimedAt: new Date(Date.now() - seconds * 1000) },
  });
}

async function clusteredAgo(submissionId: string, seconds: number): Promise<void> {
  await database.submissionEvent.updateMany({
    where: { submissionId, state: 'CLUSTERING' },
    data: { at: new Date(Date.now() - seconds * 1000) },
  });
}

async function evaluated(one: Recorded): Promise<void> {
  const submissionId = await submitSomething(database);
  const inspection = await claimFor(database, 'inspect', submissionId);
  await acceptInspection(database, inspection, factsOf(one));
  await claimedAgo(inspection.token, one.inspection);
  const claim = await claimFor(database, 'evaluate', submissionId);
  await startClustering(database, claim, 5);
  await publishEvaluation(database, claim, { ...someEvaluation, featureDim: one.dim });
  await claimedAgo(claim.token, one.extraction + one.clustering);
  await clusteredAgo(submissionId, one.clustering);
}

const worker = (...scopes: PauseScope[]): LiveWorker => ({
  id: `worker ${scopes}`,
  obstacle: null,
  pauses: scopes.map((scope) => ({
    ...{ scope, code: 'STORAGE_FULL', message: 'No room.', advice: 'Wait.' },
    ...{ since: new Date(), retryAt: new Date() },
  })),
});

const estimate = async (ids: readonly string[], workers = [worker()]) => {
  const times = await estimateRemaining(database, workers);
  return ids.map((id) => times.get(id) ?? null);
};

/** Within a fifth of what it should be. */
const expectClose = (estimated: readonly (number | null)[], happened: readonly number[]) => {
  const ratios = estimated.map((one, at) => (one ?? 0) / (happened[at] ?? 0));
  for (const ratio of ratios) {
    expect(ratio, String(ratios)).toBeGreaterThan(0.8);
    expect(ratio, String(ratios)).toBeLessThan(1.2);
  }
};

it('is not told before anything was measured', async () => {
  const id = await submitSomething(database);
  expect(await estimate([id])).toEqual([null]);
});

it('comes from recorded durations, what is ahead, and what is under way', async () => {
  for (const one of recorded) await evaluated(one);
  const small = { cost: 0.0005, dim: 128 };
  const large = { cost: 0.0039, dim: 540 };
  const [first, second, third] = [
    await submitSomething(database),
    await submitSomething(database),
    await submitSomething(database),
  ];
  // Nothing is known of the models: of all that were evaluated, the one in the middle.
  const [unknown] = await estimate([first]);
  expectClose([unknown ?? null], [1.3 + 3.3 + 9.4]);
  await inspect(first, small);
  await inspect(second, large);
  await inspect(third, small);
  const [one, two] = [3.2 + 9.25, 10.1 + 15.2];
  expectClose(await estimate([first, second, third]), [one, one + two, one + two + one]);
  expectClose(await estimate([first, second, third], [worker(), worker()]), [one, two, one + one]);

  const claim = await claimFor(database, 'evaluate', second);
  await claimedAgo(claim.token, 4);
  expectClose(await estimate([second, first]), [two - 4, two - 4 + one]);
  await reportProgress(database, claim, { imagesDone: 20, imagesTotal: 100 });
  expectClose(await estimate([second]), [16 + 15.2]);
  await startClustering(database, claim, 5);
  await clusteredAgo(second, 5);
  expectClose(await estimate([second]), [15.2 - 5]);
  await releaseAttempt(database, claim, 'RELEASED');
  // It begins again, and goes on first.
  expectClose(await estimate([second, first]), [two, two + one]);
});

it('does not take an inspection that is under way for one that goes first', async () => {
  for (const one of recorded) await evaluated(one);
  const submit = () => submitSomething(database);
  const [first, second] = [await submit(), await submit()];
  await inspect(first, { cost: 0.0005, dim: 128 });
  const before = await estimate([first]);
  await claimFor(database, 'inspect', second);
  const [one, two] = await estimate([first, second]);
  expect(one).toEqual(before[0]);
  expect(two).toBeGreaterThan(one ?? 0);
});

it('is not told where a fault of ours or the lack of a worker makes it wait', async () => {
  for (const one of recorded) await evaluated(one);
  const ids = [await submitSomething(database), await submitSomething(database)];
  const [first = ''] = ids;
  expect(await estimate(ids, [])).toEqual([null, null]);
  expect(await estimate(ids, [worker('all')])).toEqual([null, null]);
  expect(await estimate(ids, [worker('dataset:digits')])).toEqual([null, null]);
  const closed = [{ ...worker(), obstacle: 'bubblewrap is not installed' }];
  expect(await estimate(ids, closed)).toEqual([null, null]);
  const [waits, goes] = await estimate(ids, [worker(`submission:${first}`)]);
  expect(waits).toBeNull();
  expect(goes).toBeGreaterThan(0);
});
