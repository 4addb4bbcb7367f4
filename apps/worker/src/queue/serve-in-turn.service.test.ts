import { queuePositions } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import * as models from '@clusterboard/extraction/test-models';
import { afterEach, expect, it } from 'vitest';
import { openRegistry } from '../task-registry.ts';
import { useWorkerFixture } from '../worker-fixture.ts';

const fixture = useWorkerFixture(importDigits);
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  await fixture.database.submission.updateMany({ data: { state: 'CANCELLED', client: null } });
});

/** Ids in the order in which their attempts at a task began. */
async function begun(task: 'inspect' | 'evaluate', ids: readonly string[]): Promise<number[]> {
  const attempts = await fixture.database.attempt.findMany({
    where: { task, submissionId: { in: [...ids] } },
    orderBy: { claimedAt: 'asc' },
  });
  return attempts.map(({ submissionId }) => ids.indexOf(submissionId));
}

it('serves the only submission of one client second, whatever another has submitted before', async () => {
  const ids: string[] = [];
  for (const client of ['a', 'a', 'a', 'a', 'a', 'a', 'b']) {
    ids.push(await fixture.submit(models.identity(), { client }));
  }
  const inTurn = [0, 6, 1, 2, 3, 4, 5];
  // All inspections first: an evaluation takes whose turn it is of those that are inspected.
  stop = fixture.work({}, new Map([...openRegistry()].filter(([name]) => name === 'inspect')));
  for (const id of ids) await fixture.reached(id, ({ state }) => state === 'INSPECTED');
  expect(await begun('inspect', ids)).toEqual(inTurn);
  await stop();
  stop = fixture.work();
  for (const id of ids) expect((await fixture.settled(id)).state).toBe('RANKED');
  expect(await begun('evaluate', ids)).toEqual(inTurn);
}, 120_000);

it('inspects and evaluates others while models of one client do nothing but loop', async () => {
  const looping: string[] = [];
  for (let times = 0; times < 3; times += 1) {
    looping.push(await fixture.submit(models.endless(), { client: 'a' }));
  }
  stop = fixture.work();
  const [first = ''] = looping;
  await fixture.reached(first, ({ state }) => state === 'INSPECTING');
  const others = [
    await fixture.submit(models.identity(), { client: 'b' }),
    await fixture.submit(models.identity(), { client: 'c' }),
  ];
  for (const id of others) expect((await fixture.settled(id)).state).toBe('RANKED');
  expect(await begun('inspect', looping)).toEqual([0]);
  expect((await fixture.settled(others[0] ?? '')).attempts).toHaveLength(2);
});

it('goes on first with what it had to leave, which has a position meanwhile', async () => {
  const left = await fixture.submit(models.endless(), { client: 'a' });
  const first = fixture.work();
  await fixture.reached(left, ({ state }) => state === 'INSPECTING');
  const later = await fixture.submit(models.identity(), { client: 'b' });
  expect(await queuePositions(fixture.database, [left])).toEqual([]);
  await first();
  const waiting = await queuePositions(fixture.database, [left, later]);
  expect(waiting.toSorted((one, other) => one.position - other.position)).toMatchObject([
    { submissionId: left, position: 0 },
    { submissionId: later, position: 1 },
  ]);
  stop = fixture.work({ runner: { ...fixture.context.runner, probeSeconds: 2 } });
  expect((await fixture.settled(left)).problemCode).toBe('MODEL_TIMEOUT');
  expect((await fixture.settled(later)).state).toBe('RANKED');
});
