import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '@clusterboard/core/migrate';
import { importDigits } from '@clusterboard/datasets';
import * as models from '@clusterboard/extraction/test-models';
import { useDirectory, useOwnPostgres, useRedis } from '@clusterboard/testkit';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createWorkerFixture, type WorkerFixture } from '../worker-fixture.ts';

const postgres = useOwnPostgres();
const redis = useRedis();
const directory = useDirectory();
let fixture: WorkerFixture;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  await migrate(postgres.url);
  fixture = await createWorkerFixture(
    { databaseUrl: postgres.url, redisUrl: redis.url, directory: directory.path, mayFail: true },
    importDigits,
  );
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => fixture.close());

it.each([
  ['shorter', 30, 3000],
  ['longer', 4, 10_000],
])(
  'an outage of the database that is %s than the lease spends no attempt, whatever is under way',
  async (_how, leaseSeconds, outageMs) => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push(await fixture.submit(models.identity()));
    // The second would take over what the first has lost.
    stops.push(fixture.work({ leaseSeconds }), fixture.work({ leaseSeconds }));
    await fixture.reached(ids[0] ?? '', ({ state }) => state === 'EXTRACTING');
    await postgres.stop();
    await delay(outageMs);
    await postgres.start();
    for (const id of ids) {
      const { state, attempts, evaluations } = await fixture.settled(id);
      expect(state).toBe('RANKED');
      expect(evaluations).toHaveLength(1);
      expect(attempts.map(({ task, number, outcome }) => [task, number, outcome]).toSorted()).toEqual([
        ['evaluate', 1, 'DONE'],
        ['inspect', 1, 'DONE'],
      ]);
    }
  },
);
