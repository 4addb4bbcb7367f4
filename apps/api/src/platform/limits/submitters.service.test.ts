import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@clusterboard/core';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { send } from '../../../test/upload.fixture.ts';
import { addBenchmark } from '../../catalogue/catalogue.fixture.ts';
import { startApi } from '../server.ts';

const { url: databaseUrl } = useDatabase();
const { path: dataDir } = useDirectory();
const database = createDatabase(databaseUrl);
const modelPath = fileURLToPath(new URL('../../../../../examples/models/simclr.onnx', import.meta.url));
let model: Buffer;
beforeAll(async () => {
  await addBenchmark(database, 'clothes');
  model = await readFile(modelPath);
});
afterAll(() => database.$disconnect());
beforeEach(async () => {
  await database.submission.updateMany({ data: { state: 'CANCELLED', client: null } });
});

const preprocessing = { height: 28, width: 28, colour: 'GREY', scale: 1 / 255, mean: [0], std: [1] };
const form = { benchmark: 'clothes', name: 'SimCLR', submittedBy: 'Ada', preprocessing };
const ada = '203.0.113.7';
const bob = '203.0.113.8';
const limit = 2;

/** One more process of the API on the same database and directory, until the test ends. */
async function start() {
  const api = await startApi({
    database,
    databaseUrl,
    dataDir,
    maxUploadBytes: 2 ** 20,
    submissionsPerClient: limit,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => api.stop());
  const url = `http://127.0.0.1:${api.port}`;
  const ask = async (client: string, query: string, variables: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: { outcome: Outcome } }).data.outcome;
  };
  const upload = async () => (await send(url, model)).id;
  const submit = async (client: string, uploadId: string) =>
    told(await ask(client, submission, { input: { ...form, uploadId } }));
  return {
    upload,
    submit,
    submitNew: async (client: string) => submit(client, await upload()),
    cancel: async (client: string, id: string) => told(await ask(client, cancellation, { id })),
    retry: async (client: string, id: string) => told(await ask(client, retrial, { id })),
  };
}

interface Outcome {
  readonly problems?: readonly { readonly field: string | null; readonly code: string }[];
  readonly submission?: { readonly submissionId: string };
  readonly submissionId?: string;
  readonly code?: string;
}

/** The id of the submission, or why there is none. */
const told = ({ problems, submission: made, submissionId, code }: Outcome): string =>
  made?.submissionId ??
  submissionId ??
  code ??
  (problems ?? []).map((one) => `${one.field} ${one.code}`).join(', ');

const submission = `mutation ($input: SubmitModelInput!) { outcome: submitModel(input: $input) {
  ... on SubmitModelFailure { problems { field code } }
  ... on SubmitModelSuccess { submission { submissionId } } } }`;
const ending = '{ ... on Submission { submissionId } ... on Problem { code } }';
const cancellation = `mutation ($id: ID!) { outcome: cancelSubmission(id: $id) ${ending} }`;
const retrial = `mutation ($id: ID!) { outcome: retrySubmission(id: $id) ${ending} }`;

const isId = expect.stringMatching(/^[a-z0-9]{24}$/);
const refused = 'null TOO_MANY_SUBMISSIONS';
const uploadIds = async () => (await readdir(join(dataDir, 'uploads'))).filter((name) => name.length === 32);

it('refuses what a client has too many of, keeps the upload, and takes it once one has ended', async () => {
  const api = await start();
  const first = await api.submitNew(ada);
  expect([first, await api.submitNew(ada)]).toEqual([isId, isId]);
  const uploadId = await api.upload();
  expect([await api.submit(ada, uploadId), await api.submit(ada, uploadId)]).toEqual([refused, refused]);
  expect(await uploadIds()).toEqual([uploadId]);
  expect(await api.submitNew(bob)).toEqual(isId);
  await api.cancel(bob, first);
  const taken = await api.submit(ada, uploadId);
  expect(taken).toEqual(isId);
  expect(await uploadIds()).toEqual([]);
  // The same request again finds it, though the client has as many as it may.
  expect(await api.submit(ada, uploadId)).toBe(taken);
  expect(await api.submitNew(ada)).toBe(refused);
});

it('lets exactly one of many pass where one is left, also in two processes', async () => {
  const [one, other] = [await start(), await start()];
  await one.submitNew(ada);
  const uploads = await Promise.all([one.upload(), other.upload(), one.upload(), other.upload()]);
  const apis = [one, other, one, other];
  const outcomes = await Promise.all(uploads.map((uploadId, at) => apis[at]?.submit(ada, uploadId)));
  expect(outcomes.filter((outcome) => outcome !== refused)).toEqual([isId]);
  const kept = await uploadIds();
  expect(uploads.filter((uploadId) => kept.includes(uploadId))).toHaveLength(3);
});

it('counts what is retried', async () => {
  const api = await start();
  const first = await api.submitNew(ada);
  await api.cancel(ada, first);
  await api.submitNew(ada);
  await api.submitNew(ada);
  expect(await api.retry(ada, first)).toBe('TOO_MANY_SUBMISSIONS');
  const retried = await api.retry(bob, first);
  expect(retried).toEqual(isId);
  expect(await api.retry(ada, first)).toBe(retried);
});

it('takes a network of IPv6 for one client', async () => {
  const api = await start();
  const outcomes: string[] = [];
  for (const host of ['1', '2', 'ffff']) outcomes.push(await api.submitNew(`2001:db8:1:2::${host}`));
  expect(outcomes).toEqual([isId, isId, refused]);
  expect(await api.submitNew('2001:db8:1:3::1')).toEqual(isId);
});

it('stores a keyed hash of the client, no longer than the submission waits', async () => {
  const api = await start();
  const id = await api.submitNew(ada);
  const stored = async () => (await database.submission.findUniqueOrThrow({ where: { id } })).client;
  expect(await stored()).toMatch(/^[0-9a-f]{32}$/);
  const key = await stat(join(dataDir, 'client-key'));
  expect([key.mode & 0o077, key.size]).toEqual([0, 64]);
  await api.cancel(ada, id);
  expect(await stored()).toBeNull();
  await expect(database.submission.update({ where: { id }, data: { client: 'somebody' } })).rejects.toThrow(
    'Submission_client_check',
  );
});

it('never counts what was submitted before clients were', async () => {
  const api = await start();
  await api.submitNew(ada);
  await database.submission.updateMany({ data: { client: null } });
  expect([await api.submitNew(ada), await api.submitNew(ada)]).toEqual([isId, isId]);
});
