import { type BoardFilter, countEntries, type Database, leaderboardPages } from '@clusterboard/core';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addRanked, rescore } from '../catalogue/catalogue.fixture.ts';

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }));

const api = useApi();
let first: string;

beforeAll(async () => {
  const { database } = api;
  const benchmark = await addBenchmark(database, 'mixed');
  const other = await addBenchmark(database, 'other');
  const baseline = (name: string, acc: number) =>
    addRanked(database, benchmark, { name, exampleKey: name, submittedBy: 'Clusterboard' }, { acc });
  first = await addRanked(database, benchmark, { name: 'Own' }, { acc: 0.8 });
  await baseline('Pixels', 0.6);
  await addRanked(database, benchmark, { name: 'Same' }, { acc: 0.6, parameters: 10 });
  await baseline('Random', 0.2);
  await addRanked(database, benchmark, { name: 'Worst' }, { acc: 0.1 });
  await addRanked(database, other, { name: 'Elsewhere', exampleKey: 'Elsewhere' }, { acc: 0.9 });
});

interface Board {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly edges: readonly { readonly rank: number; readonly node: { name: string; kind: string } }[];
}

const queryOf = (args: string) =>
  `{ benchmark(slug: "mixed") { leaderboard${args} { totalCount pageInfo { hasNextPage endCursor }
    edges { rank node { name kind } } } } }`;

async function board(args: string): Promise<Board> {
  const { data, errors } = await api.ask<{ benchmark: { leaderboard: Board } }>(queryOf(args));
  expect(errors).toEqual([]);
  return data.benchmark.leaderboard;
}
const named = ({ edges }: Board) => edges.map(({ rank, node }) => `${rank} ${node.name}`);

describe('a board with baselines', () => {
  it('tells which entries these are', async () => {
    const { edges } = await board('');
    expect(edges.map(({ node }) => `${node.name} ${node.kind}`)).toEqual([
      'Own SUBMITTED',
      'Pixels BASELINE',
      'Same SUBMITTED',
      'Random BASELINE',
      'Worst SUBMITTED',
    ]);
  });

  it.each([
    ['kind: BASELINE', ['2 Pixels', '4 Random']],
    ['kind: SUBMITTED', ['1 Own', '2 Same', '5 Worst']],
    ['kind: null', ['1 Own', '2 Pixels', '2 Same', '4 Random', '5 Worst']],
    ['kind: SUBMITTED, parameters: { most: 10 }', ['2 Same']],
    ['kind: BASELINE, parameters: { most: 10 }', []],
    ['kind: BASELINE, entries: []', []],
  ])('is filtered by %s, and its ranks stay those of the whole board', async (filter, names) => {
    const page = await board(`(filter: { ${filter} })`);
    expect(named(page)).toEqual(names);
    expect(page.totalCount).toBe(names.length);
    const turned = await board(`(filter: { ${filter} }, orderBy: { direction: ASC })`);
    expect(named(turned)).toEqual(names.toReversed());
  });

  it('is searched among one kind alone', async () => {
    const page = await board('(search: "o", filter: { kind: BASELINE })');
    expect({ names: named(page), count: page.totalCount }).toEqual({
      names: ['2 Pixels', '4 Random'],
      count: 2,
    });
  });

  it('is read page by page, each counting all that match', async () => {
    const start = await board('(first: 2, filter: { kind: SUBMITTED })');
    expect(start).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await board(`(first: 2, after: "${start.pageInfo.endCursor}", filter: { kind: SUBMITTED })`);
    expect(rest).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false } });
    expect([...named(start), ...named(rest)]).toEqual(['1 Own', '2 Same', '5 Worst']);
  });

  it.each([
    ['BASELINE', 1, []],
    ['SUBMITTED', 1, ['1 Own']],
    ['BASELINE', 3, ['2 Pixels']],
    ['SUBMITTED', 3, ['1 Own', '2 Same']],
  ])('is filtered by %s as it stood at revision %i', async (kind, revision, names) => {
    const page = await board(`(filter: { kind: ${kind} }, asOf: { revision: ${revision} })`);
    expect(named(page)).toEqual(names);
    expect(page.totalCount).toBe(names.length);
  });

  it('counts each kind when an entry is rescored', async () => {
    await rescore(api.database, first, { acc: 0.15 });
    const page = await board('(filter: { kind: SUBMITTED })');
    expect(named(page)).toEqual(['1 Same', '4 Own', '5 Worst']);
    expect(page.totalCount).toBe(3);
    expect(named(await board('(filter: { kind: BASELINE })'))).toEqual(['1 Pixels', '3 Random']);
  });

  it.each(['OTHER', 'baseline', '"BASELINE"', '1'])('refuses the kind %s by a code', async (kind) => {
    const { errors } = await api.ask(queryOf(`(filter: { kind: ${kind} })`));
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors[0]?.message).toContain('EntryKind');
  });

  it('refuses it in a variable too', async () => {
    const { errors } = await api.ask(
      `query ($filter: LeaderboardFilter) { benchmark(slug: "mixed") {
        leaderboard(filter: $filter) { totalCount } } }`,
      { filter: { kind: 'OTHER' } },
    );
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('EntryKind');
  });
});

describe('a board of thousands', () => {
  const made = 5000;
  let benchmark: string;
  beforeAll(async () => {
    benchmark = await addBenchmark(api.database, 'many');
    await addSyntheticEntries(api.database, benchmark, made);
    await addRanked(api.database, benchmark, { name: 'Pixels', exampleKey: 'Pixels' }, { acc: 0.3 });
  });

  const filterBy = (kind: BoardFilter['kind']): BoardFilter => ({
    ...{ search: null, parameters: null, dimension: null, published: null, entries: null },
    kind,
  });

  /** How Postgres answers what is asked of it. */
  async function planOf(ask: (database: Database) => Promise<unknown>): Promise<string> {
    const plans: string[] = [];
    const watched = api.database.$extends({
      query: {
        $queryRaw: async ({ args, query }) => {
          const { text, values } = args as unknown as { text: string; values: unknown[] };
          const plan = await api.database.$queryRawUnsafe(`EXPLAIN ${text}`, ...values);
          plans.push(...planRows.parse(plan).map((line) => line['QUERY PLAN']));
          return query(args);
        },
      },
    });
    await ask(watched as Database);
    return plans.join('\n');
  }

  it.each(['score', 'parameters', 'dimension', 'speed', 'published'] as const)(
    'has its baselines found in the order of %s without going through the others',
    async (by) => {
      const plan = await planOf(async (database) => {
        const pages = await leaderboardPages(database, [benchmark], {
          ...{ metric: 'acc', by, direction: 'desc', asOf: null, before: null, after: null },
          filter: filterBy('BASELINE'),
          take: { from: 'start', count: 50 },
        });
        expect(pages.get(benchmark)?.entries.map(({ name }) => name)).toEqual(['Pixels']);
      });
      expect(plan).toContain('using "Evaluation_baseline_idx" on "Evaluation" v');
    },
  );

  it.each([
    ['BASELINE', 1],
    ['SUBMITTED', made],
  ] as const)('has its entries of the kind %s counted by its baselines', async (kind, count) => {
    const plan = await planOf(async (database) => {
      const board = { id: benchmark, revision: made + 1 };
      expect(await countEntries(database, [board], { filter: filterBy(kind), metric: 'acc' })).toEqual([
        { ...board, count },
      ]);
    });
    expect(plan).toContain('using "Evaluation_baseline_idx" on "Evaluation" v');
    expect(plan).not.toMatch(/Seq Scan on "Evaluation"|Evaluation_board_/);
  });
});
