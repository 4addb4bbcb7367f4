import { removeWorker, reportWorker } from '@clusterboard/core';
import { expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';

const api = useApi();

const question = '{ limits { modelsClosedReason } }';
const reason = async () =>
  (await api.ask<{ limits: { modelsClosedReason: string | null } }>(question)).data.limits.modelsClosedReason;

it('a server whose workers have no sandbox says why it takes no models, until one has', async () => {
  expect(await reason()).toBeNull();
  const worker = { id: 'one', host: 'a', pid: 1, pauses: [], obstacle: 'bubblewrap is not installed' };
  await reportWorker(api.database, worker, true);
  await expect
    .poll(reason)
    .toBe(
      'This server takes no models at present because it cannot run them safely: bubblewrap is not installed.',
    );
  await reportWorker(api.database, { ...worker, id: 'two', pid: 2, obstacle: null }, true);
  await expect.poll(reason).toBeNull();
  await removeWorker(api.database, 'two');
  await expect.poll(reason, { timeout: 5000 }).toContain('bubblewrap');
});
