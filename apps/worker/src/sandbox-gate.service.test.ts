import { hostname } from 'node:os';
import { readWorkers, reportWorker, runnersObstacle } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import * as models from '@clusterboard/extraction/test-models';
import { expect, it } from 'vitest';
import { reportStatus } from './pauses/worker-status.ts';
import { mayRun } from './sandbox-gate.ts';
import { inspect } from './tasks/inspect.ts';
import { useWorkerFixture } from './worker-fixture.ts';

const fixture = useWorkerFixture(importDigits);

/** A worker on a machine where the sandbox does not start. */
const withoutSandbox = () =>
  ({
    ...fixture.context,
    runner: { ...fixture.context.runner, sandbox: 'bubblewrap', entry: '/nowhere/main.mjs' },
  }) as const;

it('a model that a stranger submits waits where the demanded sandbox does not work', async () => {
  const id = await fixture.submit(models.identity());
  const context = withoutSandbox();
  const delivery = { signal: new AbortController().signal, deliver: async () => {}, tasks: new Map() };
  const payload = { submissionId: id, background: false };
  expect(await inspect.run(context, payload, delivery)).toBe('skipped');
  const waiting = await fixture.database.submission.findUniqueOrThrow({
    where: { id },
    include: { attempts: true },
  });
  expect(waiting).toMatchObject({ state: 'QUEUED', attempts: [] });
  expect(await mayRun({ ...context, runner: { ...context.runner, sandbox: 'none' } }, id)).toBe(true);
  await fixture.database.submission.update({ where: { id }, data: { exampleKey: 'shipped' } });
  expect(await mayRun(context, id)).toBe(true);
  expect(await mayRun(context, 'unknown')).toBe(false);
});

const obstacle = async () => runnersObstacle(await readWorkers(fixture.database));

it('a worker tells why it runs no models, and takes it back when it stops', async () => {
  const stop = new AbortController();
  const { ended } = await reportStatus(withoutSandbox(), stop.signal);
  expect(await obstacle()).toMatch(/^bubblewrap (is not installed|does not run here: )/);
  const other = new AbortController();
  const trusting = { ...fixture.context, runner: { ...fixture.context.runner, sandbox: 'none' } } as const;
  const second = await reportStatus(trusting, other.signal);
  expect(await obstacle()).toBeNull();
  other.abort();
  await second.ended;
  stop.abort();
  await ended;
  expect(await fixture.database.workerStatus.count()).toBe(0);
});

it('a worker that was killed is no longer told of once another runs in its place', async () => {
  const killed = { id: 'killed', host: hostname(), pid: 2 ** 22 + 1, pauses: [], obstacle: null };
  await reportWorker(fixture.database, killed, false);
  const stop = new AbortController();
  const { ended } = await reportStatus(fixture.context, stop.signal);
  const { live } = await readWorkers(fixture.database);
  expect(live.map(({ id }) => id)).not.toContain('killed');
  expect(live).toHaveLength(1);
  stop.abort();
  await ended;
});
