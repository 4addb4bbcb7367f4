import { boardMetrics } from '@clusterboard/core';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';
import { recordStatements } from '../../../test/statements.fixture.ts';
import { addBenchmark, addRanked, rescore } from '../../catalogue/catalogue.fixture.ts';
import { boardColumns } from './board-columns.ts';

const { statements, watch } = recordStatements();
const api = useApi({ watch });
const sizeOfMany = 2345;
const trap = '=HYPERLINK("http://evil.example","click"), {\\input} 100%\n';
let trapped: string;

beforeAll(async () => {
  const few = await addBenchmark(api.database, 'few');
  trapped = await addRanked(
    api.database,
    few,
    { name: trap, submittedBy: '@sum' },
    { acc: 0.1 + 0.2, ari: -0.05 },
  );
  await addRanked(api.database, few, { name: 'Equal' }, { acc: 0.1 + 0.2 });
  await addRanked(api.database, few, { name: 'Low' }, { acc: 1 / 3 / 7, parameters: 5_000_000_000 });
  await addSyntheticEntries(api.database, await addBenchmark(api.database, 'many'), sizeOfMany);
});

type Row = Record<string, unknown>;
const get = (path: string, headers = {}) => fetch(`${api.url}${path}`, { headers });
const text = async (path: string) => (await get(path)).text();

/** RFC 4180. */
function parseCsv(csv: string): Row[] {
  const lines: string[][] = [[]];
  for (const [, cell = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') lines.push([]);
  }
  const [header = [], ...rows] = lines.slice(0, -1);
  const types = new Map(boardColumns.map(({ name, type }) => [name, type]));
  const read = (name: string, cell: string) =>
    cell === '' && types.get(name) !== 'STRING'
      ? null
      : ['STRING', 'TIMESTAMP'].includes(types.get(name) ?? '')
        ? cell
        : Number(cell);
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, read(name, cells[i] ?? '')])));
}

async function parquet(path: string): Promise<Row[]> {
  const file = await (await get(path)).arrayBuffer();
  const rows = await parquetReadObjects({ file });
  const plain = (value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value instanceof Date ? value.toISOString() : (value ?? null);
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
}

const ndjson = async (path: string): Promise<Row[]> =>
  (await text(path))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

interface Whole {
  benchmark: {
    leaderboard: {
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { rank: number; rankInterval: { first: number; last: number } | null; node: Row }[];
    };
  };
}

/** The whole board by GraphQL, under the names of the exports. */
async function byGraphql(slug: string): Promise<Row[]> {
  const metrics = boardMetrics;
  const rows: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: Awaited<ReturnType<typeof api.ask<Whole>>> = await api.ask<Whole>(
      `query ($slug: String!, $after: String) { benchmark(slug: $slug) { leaderboard(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor } edges { rank rankInterval { first last } node { entryId name submittedBy kind
        description publishedAt parameters featureDimension pcaDimension clusters imagesPerSecond executionProvider
        scores { ${metrics.map((metric) => `${metric} { mean standardDeviation interval { low high } }`).join(' ')} } } } } } }`,
      { slug, after },
    );
    expect(answer.errors).toEqual([]);
    const { edges, pageInfo } = answer.data.benchmark.leaderboard;
    for (const { rank, rankInterval, node } of edges) {
      const scores = node.scores as Record<
        string,
        { mean: number; standardDeviation: number; interval: { low: number; high: number } | null }
      >;
      rows.push({
        rank,
        rank_first: rankInterval?.first ?? null,
        rank_last: rankInterval?.last ?? null,
        entry_id: node.entryId,
        name: node.name,
        submitted_by: node.submittedBy,
        kind: node.kind,
        description: node.description,
        published_at: node.publishedAt,
        parameters: node.parameters,
        feature_dimension: node.featureDimension,
        pca_dimension: node.pcaDimension,
        clusters: node.clusters,
        images_per_second: node.imagesPerSecond,
        execution_provider: String(node.executionProvider).toLowerCase(),
        ...Object.fromEntries(
          metrics.flatMap((metric) => [
            [`${metric}_mean`, scores[metric]?.mean],
            [`${metric}_std`, scores[metric]?.standardDeviation],
            [`${metric}_low`, scores[metric]?.interval?.low ?? null],
            [`${metric}_high`, scores[metric]?.interval?.high ?? null],
          ]),
        ),
      });
    }
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}

describe('a board as a whole', () => {
  it('is the same to the last digit in every format as in GraphQL', async () => {
    const expected = await byGraphql('many');
    expect(expected).toHaveLength(sizeOfMany);
    const path = '/benchmarks/many/leaderboard';
    expect(parseCsv(await text(`${path}.csv`))).toEqual(expected);
    expect(await ndjson(`${path}.ndjson`)).toEqual(expected);
    expect(await parquet(`${path}.parquet`)).toEqual(expected);
    expect(JSON.parse(await text(`${path}.json`))).toEqual({
      benchmark: 'many',
      metric: 'acc',
      revision: sizeOfMany,
      entries: expected,
    });
  });

  it('keeps equal ranks, missing figures and awkward texts', async () => {
    const expected = await byGraphql('few');
    expect(expected.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(await ndjson('/benchmarks/few/leaderboard.ndjson')).toEqual(expected);
    expect(await parquet('/benchmarks/few/leaderboard.parquet')).toEqual(expected);
    const csv = parseCsv(await text('/benchmarks/few/leaderboard.csv'));
    expect(csv.map(({ name, submitted_by }) => [name, submitted_by])).toContainEqual([`'${trap}`, "'@sum"]);
    expect(csv.map(({ name: _, submitted_by: __, ...figures }) => figures)).toEqual(
      expected.map(({ name: _, submitted_by: __, ...figures }) => figures),
    );
  });

  it('is as it stood at a revision, ordered by any metric', async () => {
    const names = async (query: string) =>
      (await ndjson(`/benchmarks/few/leaderboard.ndjson?${query}`)).map(({ rank, name }) =>
        `${rank} ${name}`.trim(),
      );
    expect(await names('revision=2')).toHaveLength(2);
    expect((await names('metric=ari')).map((name) => name.slice(0, 3))).toEqual(['1 E', '2 L', '3 =']);
    await rescore(api.database, trapped, { acc: 0.9 });
    expect(await names('revision=1')).toEqual([expect.stringMatching(/^1 =HYPERLINK/)]);
    expect((await ndjson('/benchmarks/few/leaderboard.ndjson?revision=1'))[0]?.acc_mean).toBe(0.1 + 0.2);
  });

  it('need not be sent twice, and is sent again after a publication', async () => {
    const path = '/benchmarks/few/leaderboard.csv';
    const etag = (await get(path)).headers.get('etag') ?? '';
    const { get: request } = await import('node:http');
    const again = () =>
      new Promise<number | undefined>((resolve) =>
        request(`${api.url}${path}`, { headers: { 'if-none-match': etag } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }),
      );
    expect(await again()).toBe(304);
    await rescore(api.database, trapped, { acc: 0.95 });
    expect(await again()).toBe(200);
  });

  it('is told of by HEAD without a page of it being read', async () => {
    statements.length = 0;
    const response = await fetch(`${api.url}/benchmarks/many/leaderboard.ndjson`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
    ]);
    expect(response.headers.get('etag')).toBeTruthy();
    expect(statements).toEqual(['findUnique']);
  });

  it.each([
    ['/benchmarks/nothing/leaderboard.csv', 404],
    ['/benchmarks/few/leaderboard.xlsx', 404],
    ['/benchmarks/%00/leaderboard.csv', 404],
    ['/benchmarks/few/leaderboard.csv?metric=f1', 400],
    ['/benchmarks/few/leaderboard.csv?revision=-1', 400],
    ['/benchmarks/few/leaderboard.csv?revision=999999', 400],
  ])('is answered with a sentence for %s', async (path, status) => {
    const response = await get(path);
    expect([response.status, await response.json()]).toEqual([status, { message: expect.any(String) }]);
  });
});

describe('a citation', () => {
  it('of a benchmark names its revision and protocol', async () => {
    const response = await get('/benchmarks/many/cite.bib', {
      'x-forwarded-host': 'board.example',
      'x-forwarded-proto': 'https',
    });
    expect(response.headers.get('content-type')).toContain('text/x-bibtex');
    const citation = await response.text();
    expect(citation).toMatch(/^@misc\{clusterboard-many,\n(?: {2}\w+ = .+,?\n)+\}\n$/);
    expect(citation).toContain('title = {{The many benchmark: encoders judged by clustering}}');
    expect(citation).toContain(`${sizeOfMany} entries at revision ${sizeOfMany}, protocol strict-1`);
    expect(citation).toContain('\\url{https://board.example/benchmarks/many}');
  });

  it('of an entry cannot break out of its fields', async () => {
    const citation = await text(`/entries/${trapped}/cite.bib`);
    expect(citation).toContain(
      'title = {{=HYPERLINK("http://evil.example","click"), \\textbackslash{}input 100\\% on The few benchmark}}',
    );
    expect(citation.match(/[{}]/g)?.filter((brace) => brace === '{')).toHaveLength(
      (citation.match(/\}/g) ?? []).length,
    );
  });

  it.each(['/benchmarks/nothing/cite.bib', '/entries/nobody/cite.bib', '/entries/%00/cite.bib'])(
    'is not found for %s',
    async (path) => expect((await get(path)).status).toBe(404),
  );
});
