import type { Database } from '@clusterboard/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addBenchmark, addQueued, addRanked } from '../src/catalogue/catalogue.fixture.ts';
import { useApi } from './api.fixture.ts';

const marker = 'a name inside of a model';
/** Operations whose result held an inspection. */
const readers: string[] = [];
const watch = (database: Database): Database =>
  database.$extends({
    query: {
      $allOperations: async ({ model, operation, args, query }) => {
        const result: unknown = await query(args);
        const text = JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
        if (text?.includes(marker)) readers.push(`${model}.${operation}`);
        return result;
      },
    },
  }) as Database;

const api = useApi({ watch });
let entries: readonly string[];
let queued: string;

beforeAll(async () => {
  const benchmark = await addBenchmark(api.database, 'clothes');
  entries = [
    await addRanked(api.database, benchmark, { name: 'One' }, { acc: 0.5 }),
    await addRanked(api.database, benchmark, { name: 'Two' }, { acc: 0.4 }),
  ];
  queued = await addQueued(api.database, benchmark, { name: 'Three' });
  await api.database.encoder.updateMany({ data: { inspection: { names: [marker] } } });
});

/** All that an entry and its submission have, but for what comes from stored objects. */
const everything = `entryId name description submittedBy rank scores { acc { mean } }
  submission { id state progress { imagesDone } queuePosition events { state } problem { code }
    output { name pooling } encoder { name description fileName sizeBytes sha256 parameters } }`;

describe('the inspection of a model, which may be large, is not read', () => {
  it.each([
    [
      'for a leaderboard',
      `{ benchmark(slug: "clothes") { leaderboard(first: 10) { edges { node { ${everything} } } } } }`,
    ],
    ['for an entry', `query ($entry: ID!) { entry(id: $entry) { ${everything} } }`],
    ['for a comparison', `query ($entries: [ID!]!) { compare(entries: $entries) { __typename } }`],
    [
      'for a submission',
      `query ($queued: ID!) { submission(id: $queued) { state queuePosition encoder { name } } }`,
    ],
    ['to cancel', `mutation ($queued: ID!) { cancelSubmission(id: $queued) { __typename } }`],
    ['to retry', `mutation ($queued: ID!) { retrySubmission(id: $queued) { __typename } }`],
  ])('%s', async (_, query) => {
    readers.length = 0;
    const declared = /\((.*?)\)/.exec(query.split('{')[0] ?? '')?.[1] ?? '';
    const all = { entry: entries[0], entries, queued };
    const variables = Object.fromEntries(
      Object.entries(all).filter(([name]) => declared.includes(`$${name}:`)),
    );
    const { errors } = await api.ask(query, variables);
    expect(errors).toEqual([]);
    expect(readers).toEqual([]);
  });

  it('for exports and citations', async () => {
    readers.length = 0;
    const paths = [
      'benchmarks/clothes/leaderboard.csv',
      'benchmarks/clothes/leaderboard.json',
      `entries/${entries[0]}/cite.bib`,
    ];
    for (const path of paths) expect((await fetch(`${api.url}/${path}`)).status).toBe(200);
    expect(readers).toEqual([]);
  });

  it('unnoticed: a read would have been seen', async () => {
    await watch(api.database).encoder.findFirst();
    expect(readers).toEqual(['Encoder.findFirst']);
  });
});
