import { runnersObstacle } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import * as models from '@clusterboard/extraction/test-models';
import { expect, it } from 'vitest';
import { announceRunner, mayRun } from './sandbox-gate.ts';
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

it('a worker tells why it runs no models, and takes it back when it stops', async () => {
  const stop = new AbortController();
  const { ended } = await announceRunner(withoutSandbox(), stop.signal);
  expect(await runnersObstacle(fixture.database)).toMatch(
    /^bubblewrap (is not installed|does not run here: )/,
  );
  const other = new AbortController();
  const trusting = { ...fixture.context, runner: { ...fixture.context.runner, sandbox: 'none' } } as const;
  const second = await announceRunner(trusting, other.signal);
  expect(await runnersObstacle(fixture.database)).toBeNull();
  other.abort();
  await second.ended;
  stop.abort();
  await ended;
  expect(await fixture.database.modelRunner.count()).toBe(0);
});
