import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase, type Database } from '@clusterboard/core';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { send } from '../../test/upload.fixture.ts';
import { addBenchmark } from '../catalogue/catalogue.fixture.ts';
import { startApi } from '../platform/server.ts';

const { url: databaseUrl } = useDatabase();
const { path: dataDir } = useDirectory();
const database = createDatabase(databaseUrl);
const modelPath = fileURLToPath(new URL('../../../../examples/models/simclr.onnx', import.meta.url));
let model: Buffer;
beforeAll(async () => {
  await addBenchmark(database, 'clothes');
  await addBenchmark(database, 'shoes');
  model = await readFile(modelPath);
});
afterAll(() => database.$disconnect());

const preprocessing = { height: 28, width: 28, colour: 'GREY', scale: 1 / 255, mean: [0], std: [1] };
const form = { benchmark: 'clothes', name: 'SimCLR', submittedBy: 'Ada', preprocessing };
const query = `mutation ($input: SubmitModelInput!) { submitModel(input: $input) {
  ... on SubmitModelFailure { problems { field code } }
  ... on SubmitModelSuccess { submission { submissionId state encoder { name } } } } }`;

interface Outcome {
  readonly problems?: readonly { readonly field: string | null; readonly code: string }[];
  readonly submission?: { readonly submissionId: string };
}

/** One more process of the API on the same database and directory, until the test ends. */
async function start(watched: Database = database) {
  const api = await startApi({
    database: watched,
    databaseUrl,
    dataDir,
    maxUploadBytes: 2 ** 20,
    submissionsPerClient: 10_000,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => api.stop());
  const url = `http://127.0.0.1:${api.port}`;
  const ask = async (input: Record<string, unknown>, signal?: AbortSignal) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input: { ...form, ...input } } }),
      signal: signal ?? null,
    });
    return (await response.json()) as { data: { submitModel: Outcome } | null };
  };
  const submit = async (input: Record<string, unknown>): Promise<string> => {
    const { problems, submission } = (await ask(input)).data?.submitModel ?? {};
    if (submission) return submission.submissionId;
    return (problems ?? []).map(({ field, code }) => `${field} ${code}`).join(', ') || 'fault';
  };
  const upload = async (bytes: Buffer): Promise<string> => {
    const { id, error } = await send(url, bytes);
    expect(error).toBeNull();
    return id;
  };
  return { ask, submit, upload };
}

/** A model that differs in its last bytes: a field that protobuf skips. */
const otherModel = () => Buffer.concat([model, Buffer.from([0xfa, 0x7f, 1, 0])]);

/** A database whose transactions are run by `run`. */
const withTransactions = (run: (transaction: () => Promise<unknown>) => Promise<unknown>): Database =>
  new Proxy(database, {
    get: (target, name) =>
      name === '$transaction'
        ? (...arguments_: Parameters<Database['$transaction']>) =>
            run(() => Reflect.apply(target.$transaction, target, arguments_))
        : Reflect.get(target, name),
  });

const of = (uploadId: string) => database.submission.findMany({ where: { uploadId } });
const uploadFiles = async () => (await readdir(join(dataDir, 'uploads'), { recursive: true })).toSorted();
const isId = expect.stringMatching(/^[a-z0-9]{24}$/);

describe('a lost answer', () => {
  it('is given again: one submission, even to two that ask at once', async () => {
    const { submit, upload } = await start();
    const uploadId = await upload(model);
    const first = await submit({ uploadId });
    expect(first).toEqual(isId);
    expect(await Promise.all([submit({ uploadId }), submit({ uploadId })])).toEqual([first, first]);
    expect(await of(uploadId)).toMatchObject([{ id: first, uploadId, idempotencyKey: null }]);
  });

  it('is the same from another process, and from two that are asked at once', async () => {
    const [one, other] = [await start(), await start()];
    const uploadId = await one.upload(model);
    const outcomes = await Promise.all([one, other, one, other].map(({ submit }) => submit({ uploadId })));
    expect(outcomes[0]).toEqual(isId);
    expect(new Set(outcomes).size).toBe(1);
    expect(await of(uploadId)).toHaveLength(1);
  });

  it('is found where Postgres committed without telling', async () => {
    const { submit, upload } = await start(
      withTransactions(async (transaction) => {
        await transaction();
        throw new Error('connection lost');
      }),
    );
    const uploadId = await upload(model);
    const id = await submit({ uploadId });
    expect(id).toEqual(isId);
    expect(await of(uploadId)).toMatchObject([{ id }]);
  });

  it('is found after the benchmark was closed', async () => {
    const { submit, upload } = await start();
    const uploadId = await upload(model);
    const id = await submit({ uploadId });
    const close = (available: boolean) => database.dataset.updateMany({ data: { available } });
    await close(false);
    expect(await submit({ uploadId }).finally(() => close(true))).toBe(id);
  });
});

describe('an API that ends between taking the bytes and writing the row', () => {
  it('loses nothing: the next one takes the same upload', async () => {
    let reached: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const killed = await start(
      withTransactions(() => {
        reached();
        return new Promise<never>(() => undefined);
      }),
    );
    const uploadId = await killed.upload(model);
    const leave = new AbortController();
    const lost = killed.ask({ uploadId }, leave.signal).catch((error: Error) => error.name);
    await stopped;
    leave.abort();
    expect(await lost).toBe('AbortError');
    expect(await of(uploadId)).toEqual([]);
    const next = await start();
    const id = await next.submit({ uploadId });
    expect(await of(uploadId)).toMatchObject([{ id }]);
    expect(await uploadFiles()).not.toContain(uploadId);
  });

  it('of an earlier version left it in claimed/: it goes back at the next start', async () => {
    const uploadId = await (await start()).upload(model);
    const uploads = join(dataDir, 'uploads');
    await mkdir(join(uploads, 'claimed'), { recursive: true });
    await rename(join(uploads, uploadId), join(uploads, 'claimed', uploadId));
    const { submit } = await start();
    expect(await uploadFiles()).toContain(uploadId);
    expect(await submit({ uploadId })).toEqual(isId);
    expect(await of(uploadId)).toHaveLength(1);
  });
});

describe('an upload that was submitted', () => {
  it.each([
    ['name', { name: 'Other' }],
    ['benchmark', { benchmark: 'shoes' }],
    ['preprocessing', { preprocessing: { ...preprocessing, scale: 1 } }],
    ['pooling', { pooling: 'FIRST' }],
    ['output', { outputName: 'features' }],
  ])('is refused with another %s', async (_what, change) => {
    const { submit, upload } = await start();
    const uploadId = await upload(model);
    const id = await submit({ uploadId });
    expect(await submit({ uploadId, ...change })).toBe('upload UPLOAD_ALREADY_SUBMITTED');
    expect(await submit({ uploadId })).toBe(id);
    expect(await of(uploadId)).toHaveLength(1);
  });
});

describe('an idempotency key', () => {
  it('finds the submission of the same bytes and values from another upload', async () => {
    const { submit, upload } = await start();
    const idempotencyKey = 'same-bytes-0123456789';
    const id = await submit({ uploadId: await upload(model), idempotencyKey });
    const uploadId = await upload(model);
    expect(await submit({ uploadId, idempotencyKey })).toBe(id);
    expect(await submit({ uploadId, idempotencyKey })).toBe(id);
    expect(await database.submission.count({ where: { idempotencyKey } })).toBe(1);
  });

  it('makes one submission of two uploads that are submitted at once', async () => {
    const [one, other] = [await start(), await start()];
    const idempotencyKey = 'at-once-0123456789';
    const uploads = [await one.upload(model), await other.upload(model)];
    const ids = await Promise.all([
      one.submit({ uploadId: uploads[0], idempotencyKey }),
      other.submit({ uploadId: uploads[1], idempotencyKey }),
    ]);
    expect(ids[0]).toEqual(isId);
    expect(ids[1]).toBe(ids[0]);
    expect(await database.submission.count({ where: { idempotencyKey } })).toBe(1);
  });

  it('is refused with other bytes or values, and keeps its submission', async () => {
    const { submit, upload } = await start();
    const idempotencyKey = 'other-0123456789';
    const uploadId = await upload(model);
    const id = await submit({ uploadId, idempotencyKey });
    const reused = 'idempotencyKey IDEMPOTENCY_KEY_REUSED';
    const other = await upload(otherModel());
    expect(await submit({ uploadId: other, idempotencyKey })).toBe(reused);
    expect(await submit({ uploadId: other, idempotencyKey, name: 'Other' })).toBe(reused);
    expect(await submit({ uploadId, idempotencyKey, name: 'Other' })).toBe(reused);
    expect(await submit({ uploadId, idempotencyKey })).toBe(id);
    expect(await submit({ uploadId: other, idempotencyKey: 'another-0123456789' })).toEqual(isId);
  });

  it.each(['short', 'x'.repeat(65), 'with a space in the middle', 'null\0 null null null', ''])(
    '%j is refused',
    async (idempotencyKey) => {
      const { submit, upload } = await start();
      const uploadId = await upload(model);
      expect(await submit({ uploadId, idempotencyKey })).toBe('idempotencyKey INVALID_FIELD');
      expect(await of(uploadId)).toEqual([]);
    },
  );
});
