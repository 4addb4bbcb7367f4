import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { useRedis } from '@clusterboard/testkit';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useApi } from '../../apps/api/test/api.fixture.ts';
import { send } from '../../apps/api/test/upload.fixture.ts';
import { createWorkerFixture, type WorkerFixture } from '../../apps/worker/src/worker-fixture.ts';
import {
  expectEndings,
  limitsOf,
  outsideListing,
  printCounts,
  processesNaming,
  watchTemporaryFiles,
} from './harm-fixture.ts';
import { honest } from './hostile-model.ts';
import { allHostileModels, type NamedModel } from './hostile-models.ts';
import { expectPlainSentence } from './plain-sentence-fixture.ts';
import { importSmallDataset } from './small-dataset-fixture.ts';

// Every hostile model through the site: uploaded by tus, submitted to a real API, run by a real worker.

const api = useApi({ maxUploadBytes: 16 * 2 ** 20 });
const redis = useRedis();
let fixture: WorkerFixture;
let temporary: ReturnType<typeof watchTemporaryFiles>;

beforeAll(async () => {
  fixture = await createWorkerFixture(
    { databaseUrl: api.databaseUrl, redisUrl: redis.url, directory: api.dataDir },
    importSmallDataset,
  );
  temporary = watchTemporaryFiles();
});
afterAll(async () => {
  temporary.restore();
  await fixture.close();
});

interface Outcome {
  readonly __typename: string;
  readonly problems?: readonly { readonly code: string; readonly message: string }[];
  readonly submission?: { readonly submissionId: string };
}

const mutation = `mutation ($input: SubmitModelInput!) { submitModel(input: $input) { __typename
  ... on SubmitModelFailure { problems { code message } }
  ... on SubmitModelSuccess { submission { submissionId } } } }`;
const preprocessing = { height: 4, width: 4, colour: 'GREY', scale: 1, mean: [0], std: [1] };

/** The code that it is refused with, or the id of its submission. */
async function submit(bytes: Uint8Array, name: string): Promise<{ code: string } | { id: string }> {
  const upload = await send(api.url, Buffer.from(bytes), 'encoder.onnx');
  expect(upload.error).toBeNull();
  const input = { uploadId: upload.id, benchmark: 'small', name, submittedBy: 'Ada', preprocessing };
  const { status, data, errors } = await api.ask<{ submitModel: Outcome }>(mutation, { input });
  expect([status, errors]).toEqual([200, []]);
  const { problems = [], submission } = data.submitModel;
  for (const { message } of problems) expectPlainSentence(message);
  if (submission !== undefined) return { id: submission.submissionId };
  expect(problems).toHaveLength(1);
  return { code: problems[0]?.code ?? '' };
}

async function ending(id: string): Promise<string> {
  const { state, problemCode, problemMessage } = await fixture.settled(id);
  if (problemMessage !== null) expectPlainSentence(problemMessage);
  return state === 'RANKED'
    ? 'EVALUATED'
    : state === 'REJECTED'
      ? String(problemCode)
      : `${state} ${problemCode}`;
}

/** All of `models` through one worker with their limits. */
async function submitAll(models: readonly NamedModel[], endings: Map<NamedModel, string>): Promise<void> {
  const [first] = models;
  if (first === undefined) return;
  const stop = fixture.work({ runner: { ...fixture.context.runner, ...limitsOf(first) }, threads: 1 });
  await pMap(
    models,
    async (model) => {
      const submitted = await submit(model.bytes(), `${model.class} ${model.name}`);
      // An upload without a byte has a code of its own.
      const code = 'id' in submitted ? await ending(submitted.id) : submitted.code;
      endings.set(model, code === 'UPLOAD_EMPTY' && model.name === 'empty' ? 'NOT_ONNX' : code);
    },
    { concurrency: 4 },
  );
  await stop();
}

it('ends each with its code, and leaves API and worker at work', async () => {
  const outside = outsideListing();
  const endings = new Map<NamedModel, string>();
  const isTimed = (model: NamedModel) => model.class === 'time';
  await submitAll(
    allHostileModels.filter((model) => !isTimed(model)),
    endings,
  );
  await submitAll(allHostileModels.filter(isTimed), endings);
  printCounts('through the site', endings);
  expectEndings(endings);
  expect(processesNaming(api.dataDir)).toEqual([]);
  expect(temporary.left()).toEqual([]);
  expect(outsideListing()).toEqual(outside);
  expect(await readdir(join(api.dataDir, 'scratch'))).toEqual([]);
  const known = ['client-key', 'crops', 'datasets', 'features', 'objects', 'scratch', 'source', 'uploads'];
  expect((await readdir(api.dataDir)).filter((name) => !known.includes(name))).toEqual([]);
  expect(api.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);

  const stop = fixture.work();
  const good = await submit(honest(), 'An honest one');
  expect('id' in good && (await ending(good.id))).toBe('EVALUATED');
  await stop();
}, 900_000);
