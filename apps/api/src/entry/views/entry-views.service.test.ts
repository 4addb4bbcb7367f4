import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import { hashManifest, importDigits } from '@clusterboard/datasets';
import { flipBit } from '@clusterboard/testkit';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useApi } from '../../../test/api.fixture.ts';
import { recordStatements } from '../../../test/statements.fixture.ts';
import { addBenchmark, addRanked } from '../../catalogue/catalogue.fixture.ts';
import { createLoaders } from '../../platform/loaders/loaders.ts';
import { addViews, someProbes, someViews } from './entry-views.fixture.ts';

const { statements, watch } = recordStatements();
const api = useApi({ watch });
const ids = new Map<string, string>();
let version: string;

/** Assignments of two seeds of ten images each; clusters of `second` bear other names. */
const alike = [
  [0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
  [1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
];
const renamed = alike.map((clusters) => clusters.map((cluster) => 1 - cluster));
const other = [
  [0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
  [0, 0, 1, 1, 0, 0, 1, 1, 0, 0],
];

beforeAll(async () => {
  const { database } = api;
  const pack = await importDigits(join(api.dataDir, 'datasets'));
  if (!pack.ok) throw new Error(pack.problem.message);
  const benchmark = await addBenchmark(database, 'clothes');
  const manifestSha256 = await hashManifest(pack.value);
  version = manifestSha256.slice(0, 16);
  await database.dataset.updateMany({ data: { slug: 'digits', manifestSha256 } });
  for (const [name, acc, assignments] of [
    ['Alpha', 0.5, alike],
    ['Beta', 0.51, renamed],
    ['Gamma', 0.45, other],
  ] as const) {
    const id = await addRanked(database, benchmark, { name }, { acc });
    ids.set(name, id);
    await addViews(api, id, assignments);
  }
  await database.evaluation.updateMany({
    where: { submissionId: ids.get('Gamma') ?? '' },
    data: { testFeaturesSha256: '9'.repeat(64) },
  });
  const scores = { acc: 0.4, ari: 0.3, ami: 0.2, mi: 0.1, nmi: 0.25 };
  const point = { dim: 16, clusters: 2, trainCount: 15, seeds: 1, scores };
  const report = { curves: { dims: [point], clusters: [{ ...point, clusters: 4 }] } };
  await database.evaluation.updateMany({ where: { submissionId: ids.get('Beta') ?? '' }, data: { report } });
  ids.set('Old', await addRanked(database, benchmark, { name: 'Old' }, { acc: 0.49 }));
});

const entry = async <Data>(name: string, fields: string) => {
  const answer = await api.ask<{ entry: Data }>(`query ($id: ID!) { entry(id: $id) { ${fields} } }`, {
    id: ids.get(name),
  });
  expect(answer.errors).toEqual([]);
  return answer.data.entry;
};

const everything = `
  probes { usesLabels knn { accuracy interval { low high } neighbours temperature }
    linear { accuracy interval { low high } penalty iterations converged } }
  contingency { seed rowCount columnCount cellCount
    columns { cluster class { index name } } cells { row column count } }
  clusterList { index class { name } majorityClass { name } size purity matchedShare
    nearestImages(first: 2) { index class { name } url } }
  confusedPairs { first { name } second { name } firstAsSecond secondAsFirst }
  imageMap { seed pointCount points { image x y classIndex cluster url } }
  curves { byDimension { dimension } }
  neighbours { ari entry { name } }`;

describe('the views of an entry', () => {
  it('are those that the worker stored', async () => {
    const { linear, knn } = someProbes;
    const { tried: _tried, heldOutCount: _count, ...shown } = linear;
    const url = (index: number) => `/datasets/digits/${version}/test/${index}.webp`;
    expect(await entry('Alpha', everything)).toMatchObject({
      probes: { usesLabels: true, knn, linear: shown },
      contingency: {
        seed: someViews.seed,
        rowCount: 2,
        columnCount: 2,
        cellCount: 3,
        columns: [
          { cluster: 1, class: { index: 0, name: 'Shirt' } },
          { cluster: 0, class: { index: 1, name: 'Trouser' } },
        ],
        cells: [
          { row: 0, column: 0, count: 5 },
          { row: 1, column: 1, count: 4 },
          { row: 1, column: 0, count: 1 },
        ],
      },
      clusterList: [
        {
          index: 1,
          class: { name: 'Shirt' },
          size: 6,
          purity: 5 / 6,
          nearestImages: [
            { index: 2, class: { name: 'Shirt' }, url: url(2) },
            { index: 0, class: { name: 'Shirt' }, url: url(0) },
          ],
        },
        { index: 0, majorityClass: { name: 'Trouser' }, size: 4, matchedShare: 1 },
      ],
      confusedPairs: [
        { first: { name: 'Shirt' }, second: { name: 'Trouser' }, firstAsSecond: 0, secondAsFirst: 1 },
      ],
      imageMap: {
        seed: 1,
        pointCount: 2,
        points: [
          { image: 0, x: 0, y: 0.5, classIndex: 0, cluster: 1, url: url(0) },
          { image: 8, x: 1, y: 0.25, classIndex: 1, cluster: 1, url: url(8) },
        ],
      },
    });
  });

  it('are null for a result that is older', async () => {
    expect(await entry('Old', everything)).toEqual({
      probes: null,
      contingency: null,
      clusterList: null,
      confusedPairs: null,
      imageMap: null,
      curves: null,
      neighbours: null,
    });
  });

  it.each([
    ['clusterList(first: 101) { index }', '0 and 100'],
    ['clusterList(offset: -1) { index }', 'offset'],
    ['confusedPairs(first: -1) { firstAsSecond }', '0 and 100'],
    ['imageMap { points(first: 2001) { x } }', '0 and 2000'],
    ['contingency { cells(first: 2501) { count } }', '0 and 2500'],
    ['contingency { columns(first: 1001) { cluster } }', '0 and 1000'],
    ['clusterList { nearestImages(first: 13) { index } }', '0 and 12'],
    ['neighbours(first: 21) { ari }', '0 and 20'],
  ])('are bounded: %s', async (field, text) => {
    const { errors } = await api.ask(`query ($id: ID!) { entry(id: $id) { ${field} } }`, {
      id: ids.get('Alpha'),
    });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(new RegExp(text));
  });

  it('hold the curves of the report', async () => {
    const scores = { acc: 0.4, ari: 0.3, ami: 0.2, mi: 0.1, nmi: 0.25 };
    const point = { dimension: 16, clusters: 2, trainCount: 15, seeds: 1, ...scores };
    const fields = 'dimension clusters trainCount seeds acc ari ami mi nmi';
    expect(await entry('Beta', `curves { byDimension { ${fields} } byClusters { ${fields} } }`)).toEqual({
      curves: { byDimension: [point], byClusters: [{ ...point, clusters: 4 }] },
    });
  });

  it('come part by part', async () => {
    const part = await entry('Alpha', 'clusterList(first: 1, offset: 1) { index }');
    expect(part).toEqual({ clusterList: [{ index: 0 }] });
  });

  it('give a board its linear probes in one statement', async () => {
    const ask = (fields: string) => {
      statements.length = 0;
      return api.ask<{ benchmark: { leaderboard: { edges: unknown[] } } }>(
        `{ benchmark(slug: "clothes") { leaderboard(first: 50) { edges { node { entryId ${fields} } } } } }`,
      );
    };
    await ask('');
    const without = statements.length;
    const { data, errors } = await ask('probes { linear { accuracy interval { low high } } }');
    expect(errors).toEqual([]);
    expect(data.benchmark.leaderboard.edges).toHaveLength(4);
    expect(statements.length - without).toBe(1);
  });
});

it('what is stored of an entry is read once a request, however often it is asked for', async () => {
  const evaluationOf = async (name: string) =>
    (await api.database.evaluation.findFirstOrThrow({ where: { submissionId: ids.get(name) ?? '' } })).id;
  const [alpha, beta] = [await evaluationOf('Alpha'), await evaluationOf('Beta')];
  const loaders = createLoaders(api.database);
  const views = () =>
    Promise.all([
      loaders.imageMap(alpha),
      loaders.contingency(alpha),
      loaders.clusters(alpha),
      loaders.confusedPairs(alpha),
      loaders.probes(alpha),
      loaders.seedRuns(alpha),
      loaders.curves(beta),
    ]);
  const [first, second] = [await views(), await views()];
  expect(first.map((view) => view !== null)).toEqual(first.map(() => true));
  expect(second.map((view, i) => view === first[i])).toEqual(first.map(() => true));
});

describe('the neighbours of an entry', () => {
  it('are those that cluster alike, whatever their clusters are called', async () => {
    const found = await entry<{ neighbours: { ari: number }[] }>(
      'Alpha',
      'neighbours { ari ami sameFeatures nearDuplicate entry { name } }',
    );
    expect(found.neighbours).toEqual([
      { ari: 1, ami: 1, sameFeatures: true, nearDuplicate: true, entry: { name: 'Beta' } },
      expect.objectContaining({ sameFeatures: false, nearDuplicate: false, entry: { name: 'Gamma' } }),
    ]);
    expect(found.neighbours[1]?.ari).toBeLessThan(0.5);
    // From the cache this time.
    expect(await entry('Alpha', 'neighbours(first: 1) { ari entry { name } }')).toEqual({
      neighbours: [{ ari: 1, entry: { name: 'Beta' } }],
    });
  });

  it('are not told from clusters with a flipped bit', async () => {
    const evaluation = await api.database.evaluation.findFirstOrThrow({
      where: { submissionId: ids.get('Beta') ?? '' },
      include: { views: true },
    });
    const [{ sha256 }] = z
      .tuple([z.object({ sha256: z.string() })])
      .rest(z.unknown())
      .parse(evaluation.views?.assignments);
    const flipBack = await flipBit(openObjectStore(join(api.dataDir, 'objects')).path(sha256));
    // Of other entries than before, whose agreement is not known yet.
    const { errors } = await api.ask('query ($id: ID!) { entry(id: $id) { neighbours { ari } } }', {
      id: ids.get('Beta'),
    });
    expect(errors).toMatchObject([
      { message: expect.stringContaining(sha256), extensions: { code: 'STORED_BYTES_DAMAGED' } },
    ]);
    await flipBack();
  });

  it('are told of four entries at most', async () => {
    const query = (count: number) =>
      `query ($id: ID!) { ${Array.from({ length: count }, (_, i) => `e${i}: entry(id: $id) { neighbours { ari } }`).join(' ')} }`;
    const id = ids.get('Alpha');
    expect((await api.ask(query(4), { id })).errors).toEqual([]);
    expect((await api.ask(query(5), { id })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a test image', () => {
  const get = (path: string) => fetch(`${api.url}${path}`);

  it('is served to the last bit, for ever', async () => {
    const response = await get(`/datasets/digits/${version}/test/3.webp`);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ height: 8, width: 8 });
    const images = await readFile(join(api.dataDir, 'datasets', 'digits', 'test.images.u8'));
    expect(createHash('sha256').update(data).digest('hex')).toBe(
      createHash('sha256')
        .update(images.subarray(3 * 64, 4 * 64))
        .digest('hex'),
    );
  });

  it('is not served with a flipped bit', async () => {
    const flipBack = await flipBit(join(api.dataDir, 'datasets', 'digits', 'test.images.u8'));
    // Not from what was read before.
    await get(`/datasets/digits/${version}/test/0.webp`);
    // The one in the middle of 539 images of 64 bytes.
    const response = await get(`/datasets/digits/${version}/test/269.webp`);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('"DATASET_DAMAGED"');
    expect(text).not.toContain(api.dataDir);
    await flipBack();
    expect((await get(`/datasets/digits/${version}/test/269.webp`)).status).toBe(200);
  });

  it.each([
    '/datasets/digits/VERSION/test/99999.webp',
    '/datasets/digits/VERSION/test/-1.webp',
    '/datasets/digits/VERSION/test/01.webp',
    '/datasets/digits/VERSION/test/1.png',
    '/datasets/digits/0000000000000000/test/1.webp',
    '/datasets/nothing/VERSION/test/1.webp',
    '/datasets/..%2fdigits/VERSION/test/1.webp',
  ])('is not found at %s', async (path) => {
    const response = await get(path.replace('VERSION', version));
    expect([response.status, await response.json()]).toEqual([404, { message: expect.any(String) }]);
    expect(response.headers.get('cache-control') ?? '').not.toContain('immutable');
  });

  it('is not shown where the host keeps the images to itself, nor are samples', async () => {
    await api.database.dataset.updateMany({ data: { gated: true } });
    const shown = await entry('Alpha', 'clusterList { nearestImages { url } } imageMap { points { url } }');
    expect(JSON.stringify(shown)).not.toContain('/datasets/');
    expect((await get(`/datasets/digits/${version}/test/3.webp`)).status).toBe(404);
    expect((await get('/datasets/digits/samples.png')).status).toBe(404);
    await api.database.dataset.updateMany({ data: { gated: false } });
    expect((await get('/datasets/digits/samples.png')).status).toBe(200);
  });
});
