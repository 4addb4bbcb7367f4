import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingMessage, get as request } from 'node:http';
import { join } from 'node:path';
import {
  headerEnd,
  type ObjectStore,
  openObjectStore,
  parseHeader,
  preludeBytes,
} from '@clusterboard/artifacts';
import { flipBit } from '@clusterboard/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';
import { addBenchmark, addRanked } from '../../catalogue/catalogue.fixture.ts';

const api = useApi();
const dimension = 7;
const splits = { train: 60, test: 10 } as const;
let store: ObjectStore;
let entry: string;
const values = {
  train: Float32Array.from({ length: splits.train * dimension }, (_, i) => Math.sin(i)),
  test: Float32Array.from({ length: splits.test * dimension }, (_, i) => Math.cos(i)),
};
const bytesOf = (array: Float32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

async function keep(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(api.dataDir, name);
  await writeFile(path, bytes);
  return (await store.adopt(path)).sha256;
}

/** An entry whose features a worker has kept. */
async function addEntry(benchmark: string, name: string): Promise<string> {
  const id = await addRanked(api.database, benchmark, { name }, { acc: 0.5, dimension });
  await api.database.evaluation.updateMany({
    where: { submissionId: id },
    data: {
      trainFeaturesSha256: await keep('train', bytesOf(values.train)),
      testFeaturesSha256: await keep('test', bytesOf(values.test)),
    },
  });
  return id;
}

beforeAll(async () => {
  await mkdir(join(api.dataDir, 'objects'), { recursive: true });
  store = openObjectStore(join(api.dataDir, 'objects'));
});
let boards = 0;
let slug: string;
beforeEach(async () => {
  slug = `board-${boards++}`;
  entry = await addEntry(await addBenchmark(api.database, slug), 'Ünïcode “Net” / v2');
});

/** As it was sent: fetch would tidy addresses up and stays out of conditional requests. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const url = new URL(api.url);
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    request({ host: url.hostname, port: url.port, path, headers, method }, resolve).once('error', reject),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}
const messageOf = ({ body }: { body: Buffer }): string => JSON.parse(body.toString()).message;
const path = (split: string) => `/entries/${entry}/features/${split}.npy`;

interface Told {
  readonly entry: {
    readonly features: Record<'train' | 'test', { url: string; rows: number; sizeBytes: number }> | null;
  };
}
const told = async () => {
  const { data, errors } = await api.ask<Told>(
    `query ($id: ID!) { entry(id: $id) { features { ${['train', 'test']
      .map((split) => `${split} { url rows dimension sizeBytes sha256 }`)
      .join(' ')} } } }`,
    { id: entry },
  );
  expect(errors).toEqual([]);
  return data.entry.features;
};

describe('the features of an entry', () => {
  it.each(['train', 'test'] as const)(
    'are a .npy file of %s, bit for bit what the worker kept',
    async (split) => {
      const { status, headers, body } = await get(path(split));
      expect(status).toBe(200);
      const { start, end } = headerEnd(body.subarray(0, preludeBytes));
      expect(end % 64).toBe(0);
      expect(parseHeader(body.subarray(start, end).toString('latin1'), end)).toEqual({
        descr: '<f4',
        fortranOrder: false,
        shape: [splits[split], dimension],
        dataOffset: end,
      });
      expect(body.subarray(end)).toEqual(bytesOf(values[split]));
      expect(headers).toMatchObject({
        'content-length': String(body.length),
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="unicode-net-v2-${slug}-${split}.npy"`,
      });
      const { sha256 } = await api.database.evaluation
        .findFirstOrThrow({ where: { submissionId: entry } })
        .then((row) => ({ sha256: split === 'train' ? row.trainFeaturesSha256 : row.testFeaturesSha256 }));
      expect((await told())?.[split]).toEqual({
        url: path(split),
        rows: splits[split],
        dimension,
        sizeBytes: body.length,
        sha256,
      });
    },
  );

  it('are not served with a flipped bit, not even in part', async () => {
    expect((await get(path('test'))).status).toBe(200);
    const { testFeaturesSha256 } = await api.database.evaluation.findFirstOrThrow({
      where: { submissionId: entry },
    });
    const flipBack = await flipBit(store.path(testFeaturesSha256));
    for (const headers of [{}, { range: 'bytes=0-9' }]) {
      const { status, body } = await get(path('test'), headers);
      expect(status).toBe(500);
      expect(JSON.parse(body.toString())).toMatchObject({
        errors: [
          {
            message: expect.stringMatching(
              new RegExp(`^The stored features .* [0-9a-f]{64}, not ${testFeaturesSha256}`),
            ),
            extensions: { code: 'STORED_BYTES_DAMAGED' },
          },
        ],
      });
    }
    await flipBack();
    expect((await get(path('test'))).status).toBe(200);
  });

  it('come in parts, from wherever one stopped', async () => {
    const { body, headers } = await get(path('test'));
    const etag = headers.etag ?? '';
    const length = body.length;
    for (const [from, to] of [
      [0, 9],
      [5, 127],
      [100, 139],
      [128, 128],
      [131, length - 1],
    ] as const) {
      const part = await get(path('test'), { range: `bytes=${from}-${to}`, 'if-range': etag });
      expect(part.status).toBe(206);
      expect(part.headers['content-range']).toBe(`bytes ${from}-${to}/${length}`);
      expect(part.body).toEqual(body.subarray(from, to + 1));
    }
    expect((await get(path('test'), { range: 'bytes=-8' })).body).toEqual(body.subarray(-8));
    for (const headers of [
      { range: 'bytes=0-9', 'if-range': '"another"' },
      { range: 'bytes=0-9, 30-39' },
      { range: 'lines=1-2' },
    ]) {
      expect(await get(path('test'), headers)).toMatchObject({ status: 200, body });
    }
    const beyond = await get(path('test'), { range: `bytes=${length}-` });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${length}`]);
  });

  it('need not be sent twice, and tell their length without being sent', async () => {
    const { headers } = await get(path('train'));
    const again = await get(path('train'), { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await get(path('train'), {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(headers['content-length']);
  });

  it('are gone when they are no longer kept, which is said', async () => {
    const { testFeaturesSha256 } = await api.database.evaluation.findFirstOrThrow({
      where: { submissionId: entry },
    });
    await store.remove(testFeaturesSha256);
    const gone = await get(path('test'));
    expect([gone.status, messageOf(gone)]).toEqual([410, expect.stringMatching(/no longer kept\..*\.$/)]);
    expect((await get(path('train'))).status).toBe(200);
    expect(await told()).toBeNull();
  });

  it('are not given out where the host keeps the images to itself', async () => {
    await api.database.dataset.update({ where: { slug: `${slug}-images` }, data: { gated: true } });
    const refused = await get(path('test'));
    expect([refused.status, messageOf(refused)]).toEqual([403, expect.stringMatching(/to itself\.$/)]);
    expect(await told()).toBeNull();
  });

  it.each([
    () => '/entries/nothing/features/test.npy',
    () => '/entries/%00/features/test.npy',
    () => path('validation'),
    () => `/entries/${entry}/features/test.npy.gz`,
    () => `/entries/${entry}/features/..%2f..%2fmodel`,
    () => `/entries/${entry}/features/%2e%2e%2f%2e%2e%2fobjects`,
    () => `/entries/${entry}/features/../../objects/test.npy`,
    () => `/entries/..%2fobjects/features/test.npy`,
    () => `/entries/${entry}/features/`,
  ])('are named by an entry and a split, and by nothing else (%#)', async (address) => {
    const answer = await get(address());
    expect([answer.status, messageOf(answer)]).toEqual([404, expect.stringMatching(/\.$/)]);
  });
});
