import { reportWorker } from '@clusterboard/core';
import { beforeEach, expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';

const api = useApi();

const worker = { id: 'one', host: 'here', pid: 1, pauses: [], obstacle: null };
const seen = (id: string, secondsAgo: number) =>
  api.database.workerStatus.update({
    where: { id },
    data: { seenAt: new Date(Date.now() - secondsAgo * 1000) },
  });
const health = async () => (await fetch(`${api.url}/health`)).json();
interface Answer {
  readonly status: {
    readonly workers: number;
    readonly workersSilent: { readonly code: string; readonly message: string } | null;
    readonly pauses: readonly { readonly cause: { readonly code: string } }[];
  };
}
const status = async () =>
  (await api.ask<Answer>('{ status { workers workersSilent { code message } pauses { cause { code } } } }'))
    .data.status;

beforeEach(async () => {
  await api.database.workerStatus.deleteMany();
  // What was read before is believed for a second.
  await expect.poll(status, { timeout: 5000 }).toEqual({ workers: 0, workersSilent: null, pauses: [] });
});

it('a worker that hangs is told of in health, API and log, until it responds', async () => {
  await reportWorker(api.database, worker, true);
  await reportWorker(api.database, { ...worker, id: 'two', pid: 2 }, true);
  await expect.poll(health).toEqual({ status: 'ok' });
  const since = new Date((await seen('one', 40)).seenAt).toISOString().slice(11, 16);
  await expect.poll(health, { timeout: 5000 }).toEqual({
    status: 'limited',
    notices: [
      {
        code: 'WORKER_SILENT',
        message: `A worker has not responded since ${since} UTC.`,
        advice: 'Others take over. Evaluations may take longer.',
      },
    ],
  });
  expect(await status()).toMatchObject({ workers: 1, workersSilent: { code: 'WORKER_SILENT' } });
  expect(api.logged).toContainEqual(
    expect.objectContaining({
      msg: 'workers do not respond',
      silent: [expect.objectContaining({ id: 'one' })],
    }),
  );
  await reportWorker(api.database, worker, true);
  await expect.poll(health, { timeout: 5000 }).toEqual({ status: 'ok' });
  expect(api.logged).toContainEqual(expect.objectContaining({ msg: 'all workers respond' }));
});

it('if none is left, it is told that submissions wait', async () => {
  for (const id of ['one', 'two']) await reportWorker(api.database, { ...worker, id }, true);
  for (const id of ['one', 'two']) await seen(id, 4000);
  await expect
    .poll(health, { timeout: 5000 })
    .toMatchObject({ status: 'limited', notices: [{ code: 'NO_WORKER_RESPONDS' }] });
  const { workersSilent } = await status();
  expect(workersSilent?.message).toMatch(
    /^2 workers have not responded since \d\d:\d\d UTC, and no other is running\.$/,
  );
});

it('damage that holds up one submission is told to everyone, other faults of one are not', async () => {
  const pause = (id: string, code: string) => ({
    scope: `submission:${id}` as const,
    code,
    message: 'The stored model is damaged.',
    advice: 'Nothing was published.',
    since: new Date(),
    retryAt: new Date(),
  });
  const pauses = [pause('a', 'STORED_BYTES_DAMAGED'), pause('b', 'STORAGE_UNREACHABLE')];
  await reportWorker(api.database, { ...worker, pauses }, true);
  await expect
    .poll(status)
    .toMatchObject({ workers: 1, pauses: [{ cause: { code: 'STORED_BYTES_DAMAGED' } }] });
  expect(await health()).toMatchObject({ notices: [{ code: 'STORED_BYTES_DAMAGED' }] });
});
