import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { boardMetrics, endWithProblem } from '@clusterboard/core';
import { claimFor } from '@clusterboard/core/catalogue-fixture';
import { problem } from '@clusterboard/problems';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addQueued, addRanked } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
let otherBenchmark: string;
const ids = new Map<string, string>();

const encoders = [
  { name: 'Alpha', description: 'contrastive', submittedBy: 'Ada', acc: 0.61, ari: 0.3, ami: 0.4, mi: 1.1 },
  {
    name: 'Beta',
    description: '100% supervised',
    submittedBy: 'Bob',
    acc: 0.72,
    ari: 0.2,
    ami: 0.5,
    mi: 1.3,
  },
  { name: 'Gamma', description: 'contrastive', submittedBy: 'Ada', acc: 0.55, ari: 0.4, ami: 0.3, mi: 1.2 },
  { name: 'Delta', description: '', submittedBy: 'Đặng', acc: 0.61, ari: 0.1, ami: 0.2, mi: 0.9 },
  { name: 'Epsilon_1', description: '', submittedBy: 'Eve', acc: 0.4, ari: 0.15, ami: 0.25, mi: 1.0 },
];

beforeAll(async () => {
  const { database } = api;
  const benchmark = await addBenchmark(database, 'clothes', 0);
  otherBenchmark = await addBenchmark(database, 'other', 1);
  for (const { acc, ari, ami, mi, ...encoder } of encoders) {
    ids.set(encoder.name, await addRanked(database, benchmark, encoder, { acc, ari, ami, mi }));
  }
  await addRanked(database, otherBenchmark, { name: 'Elsewhere' }, { acc: 0.99 });
  await addQueued(database, benchmark, { name: 'Waiting' });
  for (const refusal of [problem('FEATURES_CONSTANT', {}), problem('WORKER_LOST', { times: 3 })]) {
    const id = await addQueued(database, benchmark, { name: refusal.code });
    await endWithProblem(database, await claimFor(database, 'inspect', id), refusal);
    ids.set(refusal.code, id);
  }
});

interface Page {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: {
    readonly cursor: string;
    readonly rank: number;
    readonly node: { readonly name: string };
  }[];
}

async function board(args: string): Promise<Page> {
  const { data, errors } = await api.ask<{ benchmark: { leaderboard: Page } }>(
    `{ benchmark(slug: "clothes") { leaderboard${args} { totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor rank node { name } } } } }`,
  );
  expect(errors).toEqual([]);
  return data.benchmark.leaderboard;
}
const named = ({ edges }: Page) => edges.map(({ rank, node }) => `${rank} ${node.name}`);
const cursorAt = ({ edges }: Page, place: number) => edges[place]?.cursor;

describe('order', () => {
  it('is by accuracy, best first, and equal scores share a rank', async () => {
    expect(named(await board(''))).toEqual(['1 Beta', '2 Alpha', '2 Delta', '4 Gamma', '5 Epsilon_1']);
  });

  it.each([
    ['ACC', ['Beta', 'Alpha', 'Delta', 'Gamma', 'Epsilon_1']],
    ['ARI', ['Gamma', 'Alpha', 'Beta', 'Epsilon_1', 'Delta']],
    ['AMI', ['Beta', 'Alpha', 'Gamma', 'Epsilon_1', 'Delta']],
    ['MI', ['Beta', 'Gamma', 'Alpha', 'Epsilon_1', 'Delta']],
  ])('by %s turns round with the direction, and its ranks stay', async (metric, names) => {
    const descending = await board(`(orderBy: { metric: ${metric} })`);
    const ascending = await board(`(orderBy: { metric: ${metric}, direction: ASC })`);
    expect(descending.edges.map(({ node }) => node.name)).toEqual(names);
    expect(named(ascending)).toEqual(named(descending).reverse());
  });
});

describe('search', () => {
  it.each([
    ['aLPHa', ['2 Alpha']],
    ['ada', ['2 Alpha', '4 Gamma']],
    ['contrast', ['2 Alpha', '4 Gamma']],
    ['đặng', ['2 Delta']],
    ['100%', ['1 Beta']],
    ['%', ['1 Beta']],
    ['_', ['5 Epsilon_1']],
    ['\\', []],
    ["'; DROP TABLE", []],
    ['nul\u0000', []],
    ['   ', ['1 Beta', '2 Alpha', '2 Delta', '4 Gamma', '5 Epsilon_1']],
  ])('for %j keeps the ranks of the whole board', async (search, names) => {
    const page = await board(`(search: ${JSON.stringify(search)})`);
    expect(named(page)).toEqual(names);
    expect(page.totalCount).toBe(names.length);
  });

  it('is bounded', async () => {
    const ask = (length: number) =>
      api.ask(
        `{ benchmark(slug: "clothes") { leaderboard(search: "${'x'.repeat(length)}") { totalCount } } }`,
      );
    expect((await ask(100)).errors).toEqual([]);
    expect((await ask(101)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('pages', () => {
  const whole = ['1 Beta', '2 Alpha', '2 Delta', '4 Gamma', '5 Epsilon_1'];

  it.each([
    ['DESC', whole],
    ['ASC', whole.toReversed()],
  ])('follow one another without gap or overlap, %s', async (direction, expected) => {
    const order = `orderBy: { direction: ${direction} }`;
    const forward: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await board(`(first: 2, ${order}${after})`);
      expect(page.totalCount).toBe(5);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
      forward.push(...named(page));
      after = `, after: "${page.pageInfo.endCursor}"`;
      more = page.pageInfo.hasNextPage;
    }
    expect(forward).toEqual(expected);

    const last = await board(`(last: 2, ${order})`);
    expect(named(last)).toEqual(expected.slice(-2));
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await board(`(last: 2, before: "${last.pageInfo.startCursor}", ${order})`);
    expect(named(before)).toEqual(expected.slice(1, 3));
  });

  it('cut between equal scores', async () => {
    const page = await board('');
    expect(named(await board(`(first: 1, after: "${cursorAt(page, 1)}")`))).toEqual(['2 Delta']);
    expect(named(await board(`(after: "${cursorAt(page, 0)}", before: "${cursorAt(page, 3)}")`))).toEqual([
      '2 Alpha',
      '2 Delta',
    ]);
  });

  it('may be empty', async () => {
    expect(await board('(first: 0)')).toMatchObject({
      totalCount: 5,
      edges: [],
      pageInfo: { endCursor: null },
    });
  });

  it.each([
    ['first: 101', '100'],
    ['first: -1', '-1'],
    ['first: 2, last: 2', 'not both'],
    ['after: "nonsense"', 'Invalid leaderboard cursor'],
    [`after: "${Buffer.from('[1,2]').toString('base64url')}"`, 'Invalid leaderboard cursor'],
  ])('are refused for %s', async (args, text) => {
    const { errors } = await api.ask(
      `{ benchmark(slug: "clothes") { leaderboard(${args}) { totalCount } } }`,
    );
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(text);
  });

  it.each([
    '0000-01-01T00:00:00.000Z',
    '-000001-01-01T00:00:00.000Z',
    '+010000-01-01T00:00:00.000Z',
    'March 7',
  ])('take no cursor of %s', async (date) => {
    const cursor = Buffer.from(JSON.stringify(['acc', 0.5, date, 'x'])).toString('base64url');
    const { errors } = await api.ask(
      `{ benchmark(slug: "clothes") { leaderboard(before: "${cursor}") { totalCount } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('are of any day that Postgres knows', async () => {
    const published = (range: string) =>
      api.ask<{ benchmark: { leaderboard: Page } }>(
        `{ benchmark(slug: "clothes") { leaderboard(filter: { publishedAt: { ${range} } }) { totalCount } } }`,
      );
    const all = await published('least: "0001-01-01", most: "9999-12-31T23:59:59.999Z"');
    expect(all).toMatchObject({ errors: [], data: { benchmark: { leaderboard: { totalCount: 5 } } } });
    for (const date of ['0000-12-31', 'March 7', '2026-01-01T00:00:00']) {
      const { errors } = await published(`least: "${date}"`);
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
  });

  it('take no cursor of another order', async () => {
    const cursor = cursorAt(await board(''), 0);
    const { errors } = await api.ask(
      `{ benchmark(slug: "clothes") { leaderboard(after: "${cursor}", orderBy: { metric: MI }) { totalCount } } }`,
    );
    expect(errors[0]?.message).toContain('another sort order');
  });
});

describe('a benchmark', () => {
  it('counts its entries and what is under way, and puts neither rejected nor failed on its board', async () => {
    const { data } = await api.ask<{ benchmarks: { leaderboard: Page }[] }>(
      '{ benchmarks { slug entryCount pendingCount leaderboard(first: 100) { totalCount edges { node { name } } } } }',
    );
    expect(data.benchmarks).toEqual([
      expect.objectContaining({ slug: 'clothes', entryCount: 5, pendingCount: 1 }),
      {
        slug: 'other',
        entryCount: 1,
        pendingCount: 0,
        leaderboard: { totalCount: 1, edges: [{ node: { name: 'Elsewhere' } }] },
      },
    ]);
    const names = data.benchmarks[0]?.leaderboard.edges.map(({ node }) => node.name);
    expect(names?.toSorted()).toEqual(encoders.map(({ name }) => name).toSorted());
  });

  it('is null when there is none', async () => {
    expect((await api.ask('{ benchmark(slug: "nothing") { name } }')).data).toEqual({ benchmark: null });
  });
});

describe('an entry', () => {
  it('has its scores, its runs and its submission', async () => {
    const { data, errors } = await api.ask<{
      entry: { seedRuns: unknown[]; submission: { events: { state: string }[] } };
    }>(
      `query ($id: ID!) { entry(id: $id) { entryId rank name parameters featureDimension pcaDimension clusters
        publishedAt imagesPerSecond executionProvider benchmark { slug protocol { seeds over pcaDim } }
        scores { acc { mean standardDeviation } mi { mean } }
        seedRuns { seed acc inertia iterations converged reseeded }
        submission { submissionId state queuePosition output { name pooling } events { state note }
          encoder { sizeBytes sha256 } preprocessing { colour mean shorterSide } problem { code } } } }`,
      { id: ids.get('Beta') },
    );
    expect(errors).toEqual([]);
    expect(data.entry).toMatchObject({
      entryId: ids.get('Beta'),
      rank: 1,
      parameters: 129_602,
      featureDimension: 128,
      executionProvider: 'CPU',
      pcaDimension: null,
      benchmark: { slug: 'clothes', protocol: { seeds: [0, 1], over: 1, pcaDim: 256 } },
      scores: { acc: { mean: 0.72, standardDeviation: 0.01 }, mi: { mean: 1.3 } },
      submission: {
        submissionId: ids.get('Beta'),
        state: 'RANKED',
        queuePosition: null,
        output: { name: 'features', pooling: 'MEAN' },
        encoder: { sizeBytes: 520_342 },
        preprocessing: { colour: 'GREY', mean: [0], shorterSide: null },
        problem: null,
      },
    });
    expect(data.entry.seedRuns).toHaveLength(2);
    expect(data.entry.submission.events.map(({ state }) => state)).toEqual([
      'QUEUED',
      'INSPECTING',
      'INSPECTED',
      'EXTRACTING',
      'RANKED',
    ]);
  });

  it('has the scores of chosen metrics, in the order of the registry', async () => {
    interface Values {
      readonly entry: {
        readonly scores: { readonly values: readonly { metric: string; mean: number }[] };
        readonly seedRuns: readonly { readonly values: readonly { metric: string; value: number }[] }[];
      };
    }
    const { data, errors } = await api.ask<Values>(
      `query ($id: ID!, $metrics: [Metric!]) { entry(id: $id) {
        scores { values(metrics: $metrics) { metric mean } }
        seedRuns { values(metrics: [MI]) { metric value } } } }`,
      { id: ids.get('Beta'), metrics: ['MI', 'ACC'] },
    );
    expect(errors).toEqual([]);
    expect(data.entry.scores.values).toEqual([
      { metric: 'ACC', mean: 0.72 },
      { metric: 'MI', mean: 1.3 },
    ]);
    expect(data.entry.seedRuns.map(({ values }) => values.map(({ metric }) => metric))).toEqual([
      ['MI'],
      ['MI'],
    ]);
    const all = await api.ask<Values>(
      'query ($id: ID!) { entry(id: $id) { scores { values { metric } } } }',
      {
        id: ids.get('Beta'),
      },
    );
    const metrics = all.data.entry.scores.values.map(({ metric }) => metric);
    expect(metrics).toEqual(boardMetrics.map((metric) => metric.toUpperCase()));
  });

  it.each(['FEATURES_CONSTANT', 'WORKER_LOST'])(
    'is not made of a submission that ended with %s',
    async (code) => {
      const { data } = await api.ask<{
        entry: null;
        submission: { state: string; entry: null; problem: { code: string } };
      }>(
        'query ($id: ID!) { entry(id: $id) { rank } submission(id: $id) { state entry { rank } problem { code message advice } } }',
        { id: ids.get(code) },
      );
      expect(data.entry).toBeNull();
      expect(data.submission.entry).toBeNull();
      expect(data.submission.state).toBe(code === 'WORKER_LOST' ? 'FAILED' : 'REJECTED');
      expect(data.submission.problem.code).toBe(code);
    },
  );

  it('is found by its global id and by its submission’s', async () => {
    const { data } = await api.ask<{ entry: { id: string; submission: { id: string } } }>(
      'query ($id: ID!) { entry(id: $id) { id submission { id } } }',
      { id: ids.get('Alpha') },
    );
    const { entry } = data;
    const again = await api.ask(
      `query ($entry: ID!, $submission: ID!) {
        byEntry: entry(id: $entry) { name } bySubmission: entry(id: $submission) { name }
        submission(id: $submission) { encoder { name } }
        node(id: $entry) { __typename id ... on LeaderboardEntry { name rank } }
        nodes(ids: [$submission, $entry]) { __typename id } }`,
      { entry: entry.id, submission: entry.submission.id },
    );
    expect(again.errors).toEqual([]);
    expect(again.data).toEqual({
      byEntry: { name: 'Alpha' },
      bySubmission: { name: 'Alpha' },
      submission: { encoder: { name: 'Alpha' } },
      node: { __typename: 'LeaderboardEntry', id: entry.id, name: 'Alpha', rank: 2 },
      nodes: [
        { __typename: 'Submission', id: entry.submission.id },
        { __typename: 'LeaderboardEntry', id: entry.id },
      ],
    });
  });

  it('is null for an unknown id, and for what is no id', async () => {
    const query =
      'query ($id: ID!, $slug: String!) { entry(id: $id) { name } benchmark(slug: $slug) { name } }';
    for (const id of ['nobody', '', 'nul\0', '\ud800']) {
      const { data, errors } = await api.ask(query, { id, slug: id });
      expect({ data, errors }).toEqual({ data: { entry: null, benchmark: null }, errors: [] });
    }
    const [known, other] = ['Submission', 'Nothing'].map((type) =>
      Buffer.from(`${type}:${ids.get('Alpha')}`).toString('base64url'),
    );
    const answer = await api.ask(
      `query ($ids: [ID!]!) { node(id: "nonsense") { id } nodes(ids: $ids) { id } }`,
      { ids: ['nonsense', known, '', other, 'x'] },
    );
    expect(answer).toMatchObject({
      data: { node: null, nodes: [null, { id: known }, null, null, null] },
      errors: [],
    });
  });
});

describe('a receipt', () => {
  const query =
    '{ benchmark(slug: "other") { leaderboard { edges { node { entryId receipt { sha256 url } } } } } }';
  interface Answer {
    readonly benchmark: {
      readonly leaderboard: { readonly edges: { readonly node: { entryId: string; receipt: unknown } }[] };
    };
  }
  const nodeOf = async () =>
    (await api.ask<Answer>(query)).data.benchmark.leaderboard.edges.map(({ node }) => node)[0];

  it('is null and not found for a result that has none', async () => {
    const node = await nodeOf();
    expect(node?.receipt).toBeNull();
    expect((await fetch(`${api.url}/entries/${node?.entryId}/receipt.json`)).status).toBe(404);
  });

  it('is served as the worker stored it', async () => {
    const entryId = (await nodeOf())?.entryId ?? 'none';
    const contents = { report: { acc: 0.1 + 0.2, tiny: 1e-300 }, version: 1 };
    const receipt = { sha256: hashSealed(contents), ...contents };
    await api.database.evaluation.updateMany({ where: { submissionId: entryId }, data: { receipt } });
    const url = `/entries/${entryId}/receipt.json`;
    expect((await nodeOf())?.receipt).toEqual({ sha256: receipt.sha256, url });
    const response = await fetch(`${api.url}${url}`);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual(receipt);
  });

  it('is not served with a changed bit', async () => {
    const entryId = (await nodeOf())?.entryId ?? 'none';
    const receipt = { sha256: hashSealed({ version: 1 }), version: 3 };
    await api.database.evaluation.updateMany({ where: { submissionId: entryId }, data: { receipt } });
    const response = await fetch(`${api.url}/entries/${entryId}/receipt.json`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('receipt is damaged'),
          extensions: { code: 'STORED_BYTES_DAMAGED' },
        },
      ],
    });
  });

  it.each(['nobody', '%00', '..%2f..'])('is not found for %s', async (id) => {
    const response = await fetch(`${api.url}/entries/${id}/receipt.json`);
    expect([response.status, await response.json()]).toEqual([404, { message: expect.any(String) }]);
  });
});

it('tells a waiting submission its place in the queue', async () => {
  const first = await addQueued(api.database, otherBenchmark, { name: 'First' });
  const second = await addQueued(api.database, otherBenchmark, { name: 'Second' });
  const { data } = await api.ask(
    'query ($a: ID!, $b: ID!) { a: submission(id: $a) { queuePosition } b: submission(id: $b) { queuePosition } }',
    { a: first, b: second },
  );
  expect(data).toEqual({ a: { queuePosition: 1 }, b: { queuePosition: 2 } });
});
