import { type BoardMetric, boardMetrics, storeRankIntervals, withdrawEntry } from '@clusterboard/core';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { recordStatements } from '../../test/statements.fixture.ts';
import { addBenchmark, addRanked, rescore } from '../catalogue/catalogue.fixture.ts';

const { statements, watch } = recordStatements();
const api = useApi({ watch });
let benchmark: string;
const ids = new Map<string, string>();
const idOf = (name: string) => ids.get(name) ?? '';

interface Interval {
  readonly first: number;
  readonly last: number;
}
interface Node {
  readonly id: string;
  readonly name: string;
  readonly rank: number | null;
  readonly rankInterval: Interval | null;
}
interface Board {
  readonly edges: readonly { rank: number; rankInterval: Interval | null; node: Node }[];
}

const place = 'rank rankInterval { first last }';
const edges = (fields: string) => `edges { ${place} node { id name ${fields} } }`;
const named = ({ edges: places }: Board) => places.map(({ rank, node }) => `${rank} ${node.name}`);

async function boards<Name extends string>(fields: string): Promise<Record<Name, Board>> {
  const { data, errors } = await api.ask<{ benchmark: Record<Name, Board> }>(
    `{ benchmark(slug: "moving") { ${fields} } }`,
  );
  expect(errors).toEqual([]);
  return data.benchmark;
}

async function storeIntervals(): Promise<void> {
  const { revision } = await api.database.benchmark.findUniqueOrThrow({ where: { id: benchmark } });
  const current = await api.database.evaluation.findMany({
    where: { benchmarkId: benchmark, toRevision: null },
  });
  const widths: Partial<Record<BoardMetric, number>> = { acc: 2, ami: 3 };
  const intervals = current.flatMap(({ id: evaluationId }) =>
    boardMetrics.map((metric) => ({ evaluationId, metric, first: 1, last: widths[metric] ?? 1 })),
  );
  expect(await storeRankIntervals(api.database, { id: benchmark, revision }, intervals)).toBe(true);
}

beforeAll(async () => {
  const { database } = api;
  benchmark = await addBenchmark(database, 'moving');
  const add = async (name: string, acc: number, ami: number) =>
    ids.set(name, await addRanked(database, benchmark, { name }, { acc, ami }));
  await add('A', 0.9, 0.1);
  await add('B', 0.8, 0.2);
  await add('C', 0.7, 0.3);
  await rescore(database, idOf('A'), { acc: 0.75, ami: 0.05 });
  await add('D', 0.95, 0.01);
  await withdrawEntry(database, idOf('D'), 'a mistake');
  await storeIntervals();
});

describe('a place', () => {
  it('is in the edges, by the metric and of the board that are asked for', async () => {
    const found = await boards<'now' | 'byAmi' | 'earlier' | 'last'>(`
      now: leaderboard { ${edges('')} }
      byAmi: leaderboard(orderBy: { metric: AMI }) { ${edges('')} }
      earlier: leaderboard(asOf: { revision: 3 }) { ${edges('')} }
      last: leaderboard(asOf: { revision: 5 }, orderBy: { metric: AMI }) { ${edges('')} }`);
    expect(named(found.now)).toEqual(['1 B', '2 A', '3 C']);
    expect(named(found.byAmi)).toEqual(['1 C', '2 B', '3 A']);
    expect(named(found.earlier)).toEqual(['1 A', '2 B', '3 C']);
    expect(named(found.last)).toEqual(['1 C', '2 B', '3 A', '4 D']);
    expect(found.now.edges[0]?.rankInterval).toEqual({ first: 1, last: 2 });
    expect(found.byAmi.edges[0]?.rankInterval).toEqual({ first: 1, last: 3 });
    expect(found.earlier.edges[0]?.rankInterval).toBeNull();
  });

  it('of an entry is the same under one id, wherever it is come by', async () => {
    const found = await boards<string>(`
      now: leaderboard { ${edges(place)} }
      byAmi: leaderboard(orderBy: { metric: AMI }) { ${edges(place)} }
      small: leaderboard(orderBy: { metric: AMI, by: PARAMETERS }, filter: { entries: ["${idOf('A')}"] }) { ${edges(place)} }
      earlier: leaderboard(asOf: { revision: 3 }) { ${edges(place)} }`);
    const nodes = Object.values(found).flatMap(({ edges: places }) => places.map(({ node }) => node));
    const values = (name: string) =>
      new Set(nodes.filter((node) => node.name === name).map((node) => JSON.stringify(node)));
    expect(['A', 'B', 'C'].map((name) => values(name).size)).toEqual([1, 1, 1]);
    expect(nodes.find(({ name }) => name === 'A')).toMatchObject({
      rank: 2,
      rankInterval: { first: 1, last: 2 },
    });
  });

  it('of an entry is told by any metric, also where a page of the board is by another', async () => {
    const fields = `rank ami: rank(metric: AMI) amiInterval: rankInterval(metric: AMI) { last }`;
    const { entry } = (
      await api.ask<{ entry: unknown }>(`query ($id: ID!) { entry(id: $id) { ${fields} } }`, {
        id: idOf('A'),
      })
    ).data;
    const expected = { rank: 2, ami: 3, amiInterval: { last: 3 } };
    expect(entry).toEqual(expected);
    const { byAmi } = await boards<'byAmi'>(
      `byAmi: leaderboard(orderBy: { metric: AMI }, last: 1) { ${edges(fields)} }`,
    );
    expect(byAmi.edges[0]?.node).toMatchObject(expected);
  });

  it('of what was withdrawn is none, and the board that it stood on still has it', async () => {
    const { earlier } = await boards<'earlier'>(
      `earlier: leaderboard(first: 1, asOf: { revision: 5 }) { ${edges(place)} }`,
    );
    expect(earlier.edges).toMatchObject([{ rank: 1, node: { name: 'D', rank: null, rankInterval: null } }]);
  });
});

describe('statements for the places of a page', () => {
  const count = async (args: string, fields: string) => {
    statements.length = 0;
    const { page } = await boards<'page'>(`page: leaderboard(first: 100${args}) { ${edges(fields)} }`);
    return { statements: statements.length, rows: page.edges.length };
  };
  const everyMetric = boardMetrics
    .map((metric) => metric.toUpperCase())
    .map(
      (metric) => `${metric}: rank(metric: ${metric}) ${metric}s: rankInterval(metric: ${metric}) { first }`,
    )
    .join(' ');

  it('are none where it is by that metric, and one for each other metric however long it is', async () => {
    const plain = (await count('', '')).statements;
    const few = await count('', everyMetric);
    expect(few).toEqual({ rows: 3, statements: plain + boardMetrics.length - 1 });
    await addSyntheticEntries(api.database, benchmark, 200);
    expect(await count('', '')).toEqual({ rows: 100, statements: plain });
    expect(await count('', place)).toEqual({ rows: 100, statements: plain });
    expect(await count('', everyMetric)).toEqual({ rows: 100, statements: few.statements });
    expect(await count(', orderBy: { metric: AMI }', place)).toEqual({ rows: 100, statements: plain + 1 });
    expect(await count(', asOf: { revision: 150 }', place)).toEqual({ rows: 100, statements: plain + 1 });
  });
});
