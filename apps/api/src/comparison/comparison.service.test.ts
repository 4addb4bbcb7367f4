import { boardMetrics } from '@clusterboard/core';
import { beforeAll, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addRanked } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
const ids = new Map<string, string>();

beforeAll(async () => {
  const benchmark = await addBenchmark(api.database, 'clothes');
  const other = await addBenchmark(api.database, 'other');
  const add = async (name: string, acc: number, spread: number | undefined, on = benchmark) =>
    ids.set(
      name,
      await addRanked(
        api.database,
        on,
        { name },
        { acc, ari: 0.5, ...(spread === undefined ? {} : { spread }) },
      ),
    );
  await add('High', 0.8, 0.02);
  await add('Near', 0.79, 0.3);
  await add('Low', 0.4, 0.02);
  await add('Old', 0.6, undefined);
  await add('Elsewhere', 0.6, 0.02, other);
});

async function compare(names: readonly string[], args = '') {
  const { data, errors } = await api.ask<{ compare: Record<string, unknown> & { pairs: unknown[] } }>(
    `query ($ids: [ID!]!) { compare(entries: $ids) { __typename
      ... on Comparison { entries { name } pairs${args} {
        a { name } b { name } metric difference interval { low high } verdict } }
      ... on Problem { code message advice } } }`,
    { ids: names.map((name) => ids.get(name) ?? name) },
  );
  expect(errors).toEqual([]);
  return data.compare;
}

it('puts entries side by side, in the order asked for, every pair with its verdict', async () => {
  const found = await compare(['Low', 'High', 'Near'], '(metric: ACC)');
  expect(found.entries).toEqual([{ name: 'Low' }, { name: 'High' }, { name: 'Near' }]);
  const pair = (a: string, b: string, difference: number, verdict: string) => ({
    a: { name: a },
    b: { name: b },
    metric: 'ACC',
    difference: expect.closeTo(difference, 12),
    interval: { low: expect.any(Number), high: expect.any(Number) },
    verdict,
  });
  expect(found.pairs).toEqual([
    pair('Low', 'High', -0.4, 'B_BETTER'),
    pair('Low', 'Near', -0.39, 'B_BETTER'),
    pair('High', 'Near', 0.01, 'CANNOT_TELL'),
  ]);
});

it('takes every metric where none is named, and says where the data cannot tell', async () => {
  const { pairs } = await compare(['High', 'Low']);
  expect(pairs).toHaveLength(boardMetrics.length);
  expect(pairs).toContainEqual(expect.objectContaining({ metric: 'ACC', verdict: 'A_BETTER' }));
  expect(pairs).toContainEqual(
    expect.objectContaining({
      metric: 'ARI',
      difference: 0,
      interval: { low: 0, high: 0 },
      verdict: 'CANNOT_TELL',
    }),
  );
});

it('gives the difference but no verdict for a result older than replicates', async () => {
  const { pairs } = await compare(['High', 'Old'], '(metric: ACC)');
  expect(pairs).toEqual([expect.objectContaining({ interval: null, verdict: null })]);
});

it.each([
  [['High'], 'ENTRIES_NOT_COMPARABLE', 'only one was given'],
  [['High', 'High'], 'ENTRIES_NOT_COMPARABLE', 'twice'],
  [['High', 'Near', 'Low', 'Old', 'Elsewhere'], 'ENTRIES_NOT_COMPARABLE', '5 were given'],
  [['High', 'Elsewhere'], 'ENTRIES_NOT_COMPARABLE', 'different leaderboards'],
  [['High', 'nobody'], 'ENTRY_NOT_FOUND', 'nobody'],
])('says why there is none of %j', async (names, code, text) => {
  const found = await compare(names);
  expect(found).toMatchObject({ __typename: 'Problem', code });
  expect(found.message).toContain(text);
});
