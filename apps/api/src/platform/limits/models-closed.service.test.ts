import { removeRunner, reportRunner } from '@clusterboard/core';
import { expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';
import { createModelsClosed } from './models-closed.ts';

const api = useApi();

const question = '{ limits { modelsClosedReason } }';

it('a server whose workers have no sandbox says why it takes no models', async () => {
  const runner = { id: 'one', obstacle: 'bubblewrap is not installed' };
  await reportRunner(api.database, runner);
  const reason =
    'This server takes no models at present because it cannot run them safely: bubblewrap is not installed.';
  expect((await api.ask(question)).data).toEqual({ limits: { modelsClosedReason: reason } });
});

it('what the workers told is read again after five seconds', async () => {
  let seconds = 0;
  const modelsClosed = createModelsClosed(api.database, () => seconds * 1000);
  await reportRunner(api.database, { id: 'one', obstacle: 'bubblewrap is not installed' });
  expect(await modelsClosed()).toMatchObject({ code: 'MODELS_NOT_ACCEPTED' });
  await removeRunner(api.database, 'one');
  seconds = 4;
  expect(await modelsClosed()).not.toBeNull();
  seconds = 6;
  expect(await modelsClosed()).toBeNull();
});
