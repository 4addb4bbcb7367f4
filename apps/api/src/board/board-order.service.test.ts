import { type BoardFilter, boardKeys, boardMetrics, leaderboardPages } from '@clusterboard/core';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addRanked } from '../catalogue/catalogue.fixture.ts';

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }));

const api = useApi();

interface Board {
  readonly totalCount: number;
  readonly edges: readonly {
    readonly cursor: string;
    readonly rank: number;
    readonly node: { name: string };
  }[];
}

async function board(slug: string, args: string): Promise<Board> {
  const { data, errors } = await api.ask<{ benchmark: { leaderboard: Board } }>(
    `query ($slug: String!) { benchmark(slug: $slug) { leaderboard(${args}) { totalCount edges { cursor rank node { name } } } } }`,
    { slug },
  );
  expect(errors).toEqual([]);
  return data.benchmark.leaderboard;
}
const named = ({ edges }: Board) => edges.map(({ rank, node }) => `${rank} ${node.name}`);

const ids = new Map<string, string>();

beforeAll(async () => {
  const benchmark = await addBenchmark(api.database, 'few');
  const add = async (name: string, acc: number, parameters: number, dimension: number, speed: number) => {
    const ari = 1 - acc;
    const id = await addRanked(api.database, benchmark, { name }, { acc, ari, parameters, dimension, speed });
    ids.set(name, id);
  };
  await add('Small', 0.3, 10, 64, 900);
  await add('Wide', 0.6, 5_000_000_000, 2048, 20);
  await add('Fast', 0.5, 10, 128, 5000);
});

describe('a board', () => {
  it.each([
    ['SCORE', ['1 Wide', '2 Fast', '3 Small']],
    ['PARAMETERS', ['1 Wide', '3 Small', '2 Fast']],
    ['FEATURE_DIMENSION', ['1 Wide', '2 Fast', '3 Small']],
    ['IMAGES_PER_SECOND', ['2 Fast', '3 Small', '1 Wide']],
    ['PUBLISHED_AT', ['2 Fast', '1 Wide', '3 Small']],
  ])('in the order of %s keeps its ranks, turns round and is read page by page', async (by, names) => {
    const order = (direction: string) => `orderBy: { by: ${by}, direction: ${direction} }`;
    expect(named(await board('few', order('DESC')))).toEqual(names);
    expect(named(await board('few', order('ASC')))).toEqual(names.toReversed());
    const first = await board('few', `first: 1, ${order('DESC')}`);
    const rest = await board('few', `first: 5, after: "${first.edges[0]?.cursor}", ${order('DESC')}`);
    expect([...named(first), ...named(rest)]).toEqual(names);
  });

  it.each([
    ['parameters: { most: 10 }', ['2 Fast', '3 Small']],
    ['parameters: { least: 11 }', ['1 Wide']],
    ['parameters: { min: 11 }', ['1 Wide']],
    ['parameters: { min: 10, max: 10 }', ['2 Fast', '3 Small']],
    ['publishedAt: { max: "2000-01-01T00:00:00Z" }', []],
    ['parameters: { least: 10, most: 5000000000 }', ['1 Wide', '2 Fast', '3 Small']],
    ['featureDimension: { least: 65, most: 128 }', ['2 Fast']],
    ['featureDimension: { least: 129, most: 2047 }', []],
    ['publishedAt: { most: "2000-01-01T00:00:00Z" }', []],
    ['publishedAt: { least: "2000-01-01T00:00:00Z" }', ['1 Wide', '2 Fast', '3 Small']],
    ['parameters: { most: 10 }, featureDimension: { most: 64 }', ['3 Small']],
    ['parameters: {}', ['1 Wide', '2 Fast', '3 Small']],
  ])('is filtered by %s and keeps its ranks', async (filter, names) => {
    const page = await board('few', `filter: { ${filter} }`);
    expect(named(page)).toEqual(names);
    expect(page.totalCount).toBe(names.length);
  });

  it('is asked for some of its entries, which keep their ranks by the metric and as of then', async () => {
    const [small = '', wide = ''] = ['Small', 'Wide'].map((name) => ids.get(name));
    const some = (args: string, entries: readonly string[]) =>
      board('few', `${args} filter: { entries: ${JSON.stringify(entries)} }`);
    expect(named(await some('', [small]))).toEqual(['3 Small']);
    expect(named(await some('orderBy: { metric: ARI },', [small, wide]))).toEqual(['1 Small', '3 Wide']);
    expect(named(await some('asOf: { revision: 1 },', [small, wide]))).toEqual(['1 Small']);
    expect(named(await some('', ['nobody', 'nul\0']))).toEqual([]);
    const none = await some('', []);
    expect({ names: named(none), count: none.totalCount }).toEqual({ names: [], count: 0 });
  });

  it('takes global ids of entries, and at most 100', async () => {
    const ask = (entries: readonly string[]) =>
      api.ask<{ benchmark: { leaderboard: Board } }>(
        `query ($entries: [ID!]) { benchmark(slug: "few") { leaderboard(filter: { entries: $entries }) {
          edges { rank node { name } } } } }`,
        { entries },
      );
    const { data } = await api.ask<{ entry: { id: string } }>('query ($id: ID!) { entry(id: $id) { id } }', {
      id: ids.get('Fast'),
    });
    const many = [data.entry.id, ...Array.from({ length: 99 }, (_, index) => `none-${index}`)];
    expect(named((await ask(many)).data.benchmark.leaderboard)).toEqual(['2 Fast']);
    const { errors } = await ask([...many, 'one-more']);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('has 101 ids; the maximum is 100');
  });

  it('refuses a range that holds nothing', async () => {
    const { errors } = await api.ask(
      '{ benchmark(slug: "few") { leaderboard(filter: { parameters: { min: 2, max: 1 } }) { totalCount } } }',
    );
    expect(errors[0]?.message).toContain('`min` is greater than `max`');
  });
});

const noFilter: BoardFilter = {
  search: null,
  parameters: null,
  dimension: null,
  published: null,
  kind: null,
  entries: null,
};

describe('a board of thousands', () => {
  let benchmark: string;
  beforeAll(async () => {
    benchmark = await addBenchmark(api.database, 'many');
    await addSyntheticEntries(api.database, benchmark, 5000);
  });

  it('has the ranks that counting gives, on every page', async () => {
    const all = await api.database.score.findMany({ where: { benchmarkId: benchmark } });
    for (const metric of boardMetrics) {
      const scores = all
        .filter((row) => row.metric === metric)
        .map(({ mean }) => mean)
        .sort((one, other) => other - one);
      const middle = scores[2500] ?? 0;
      for (const key of [2, middle, -1]) {
        const after = { key, publishedAt: new Date(0), submissionId: '' };
        const pages = await leaderboardPages(api.database, [benchmark], {
          ...{ metric, by: 'score', direction: 'desc', asOf: null, before: null, after },
          filter: noFilter,
          take: { from: 'start', count: 50 },
        });
        const entries = pages.get(benchmark)?.entries ?? [];
        expect(entries).toHaveLength(key === -1 ? 0 : 50);
        for (const entry of entries) {
          const own = entry.scores[metric]?.mean ?? Number.NaN;
          expect(entry.rank).toBe(1 + scores.filter((score) => score > own).length);
        }
      }
    }
  });

  it('is read from an index in each order, without sorting it', async () => {
    const statements: { query: string; params: unknown[] }[] = [];
    const watched = api.database.$extends({
      query: {
        $queryRaw: ({ args, query }) => {
          const { text, values } = args as unknown as { text: string; values: unknown[] };
          statements.push({ query: text, params: values });
          return query(args);
        },
      },
    });
    const indexes = {
      parameters: 'parameters',
      dimension: 'dimension',
      speed: 'speed',
      published: 'revision',
    };
    for (const by of boardKeys) {
      for (const metric of by === 'score' ? boardMetrics : (['acc'] as const)) {
        for (const direction of ['asc', 'desc'] as const) {
          const after = { key: 0.5, publishedAt: new Date(), submissionId: 'x' };
          await leaderboardPages(watched as typeof api.database, [benchmark], {
            ...{ metric, by, direction, asOf: null, before: null, after },
            filter: noFilter,
            take: { from: 'start', count: 50 },
          });
          const asked = statements.pop();
          const plan = await api.database.$queryRawUnsafe(
            `EXPLAIN ${asked?.query}`,
            ...(asked?.params ?? []),
          );
          const text = planRows
            .parse(plan)
            .map((line) => line['QUERY PLAN'])
            .join('\n');
          expect(text).toContain(
            by === 'score'
              ? 'using "Score_board_idx" on "Score" o '
              : `using "Evaluation_board_${indexes[by]}_idx" on "Evaluation" v `,
          );
        }
      }
    }
  });
});
