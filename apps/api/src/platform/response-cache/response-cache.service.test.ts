import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { storeRankIntervals } from '@clusterboard/core';
import { isObjectType } from 'graphql';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';
import { holdStatements, recordStatements } from '../../../test/statements.fixture.ts';
import { addBenchmark, addQueued, addRanked } from '../../catalogue/catalogue.fixture.ts';
import { isFieldCacheable } from '../field-options.ts';
import { schema } from '../schema.ts';

const { statements, watch } = recordStatements();
const hold = holdStatements();
const api = useApi({ watch: (database) => hold.watch(watch(database)) });
const query = `query Board($slug: String!) { benchmark(slug: $slug) { name leaderboard(first: 5) { totalCount revision
  edges { rank rankInterval { first last } node { name scores { acc { mean } } } } } } }`;
const sha256Hash = createHash('sha256').update(query).digest('hex');

interface Board {
  readonly name: string;
  readonly leaderboard: {
    readonly totalCount: number;
    readonly revision: number;
    readonly edges: { readonly rankInterval: unknown; readonly node: { name: string } }[];
  };
}
interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly board: Board;
}

/** By node's own client: fetch tells caches to stay out of a conditional request. */
async function byHash(slug: string, headers: Record<string, string> = {}, more = {}): Promise<Answer> {
  const parts = { extensions: { persistedQuery: { version: 1, sha256Hash } }, variables: { slug }, ...more };
  const search = Object.entries(parts).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const address = `${api.url}/graphql?${new URLSearchParams(search as [string, string][])}`;
  const [response] = (await once(
    get(address, { headers: { 'apollo-require-preflight': '1', ...headers } }),
    'response',
  )) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return {
    status: response.statusCode,
    headers: response.headers,
    board: text ? JSON.parse(text).data?.benchmark : null,
  };
}

let benchmark: string;
let boards = 0;
let slug: string;
beforeAll(async () => {
  await addBenchmark(api.database, 'first');
  // The first time a query is sent with its hash.
  await byHash('first', {}, { query });
});
beforeEach(async () => {
  slug = `board-${boards++}`;
  benchmark = await addBenchmark(api.database, slug);
  await addRanked(api.database, benchmark, { name: 'One' }, { acc: 0.5 });
});

describe('a page that was answered', () => {
  it('is answered again without a statement, byte by byte, and with 304 to who has it', async () => {
    const first = await byHash(slug);
    statements.length = 0;
    const second = await byHash(slug);
    expect(statements.length).toBe(0);
    expect(second.board).toEqual(first.board);
    expect(second.headers.etag).toBe(first.headers.etag);
    expect(second.headers['cache-control']).toBe('no-cache');
    const known = await byHash(slug, { 'if-none-match': first.headers.etag ?? '' });
    expect([known.status, known.board, statements.length]).toEqual([304, null, 0]);
  });

  it('by POST is the same', async () => {
    await api.ask(query, { slug });
    statements.length = 0;
    const { data } = await api.ask(query, { slug });
    expect([statements.length, data]).toEqual([0, { benchmark: (await byHash(slug)).board }]);
  });

  it('is computed again at once after each publication', async () => {
    const { headers } = await byHash(slug);
    for (let published = 2; published < 12; published++) {
      await addRanked(api.database, benchmark, { name: `${published}` }, { acc: published / 100 });
      const { board } = await byHash(slug, { 'if-none-match': headers.etag ?? '' });
      expect(board.leaderboard).toMatchObject({ totalCount: published, revision: published });
    }
  });

  it('is never older than the question, whatever is published meanwhile', async () => {
    let committed = 1;
    let publishing = true;
    const publisher = (async () => {
      for (let number = 0; number < 15; number++) {
        await addRanked(api.database, benchmark, { name: `${number}` }, { acc: 0.1 });
        committed += 1;
      }
      publishing = false;
    })();
    const readers = Array.from({ length: 4 }, async () => {
      while (publishing) {
        const before = committed;
        const { board } = await byHash(slug);
        expect(board.leaderboard.revision).toBeGreaterThanOrEqual(before);
      }
    });
    await Promise.all([publisher, ...readers]);
    expect((await byHash(slug)).board.leaderboard.totalCount).toBe(16);
  });

  it('shows rank intervals and new texts as soon as they are stored', async () => {
    expect((await byHash(slug)).board.leaderboard.edges[0]?.rankInterval).toBeNull();
    const { id: evaluationId } = await api.database.evaluation.findFirstOrThrow({
      where: { benchmarkId: benchmark },
    });
    const interval = { evaluationId, metric: 'acc', first: 1, last: 1 } as const;
    expect(await storeRankIntervals(api.database, { id: benchmark, revision: 1 }, [interval])).toBe(true);
    expect((await byHash(slug)).board.leaderboard.edges[0]?.rankInterval).toEqual({ first: 1, last: 1 });
    await api.database.benchmark.update({ where: { id: benchmark }, data: { name: 'Another name' } });
    expect((await byHash(slug)).board.name).toBe('Another name');
  });

  it('comes in the media type that is asked for, the second time as the first', async () => {
    const types = async (accept: string) => {
      const { headers } = await byHash(slug, { accept });
      return [headers['content-type'], headers.vary];
    };
    for (const accept of [
      'application/graphql-response+json',
      'application/graphql-response+json, application/json;q=0.9',
      'application/json, application/graphql-response+json;q=0.9',
      'application/json',
      '*/*',
    ]) {
      await addRanked(api.database, benchmark, { name: accept }, { acc: 0.1 });
      const [first, second] = [await types(accept), await types(accept)];
      expect([accept, ...second]).toEqual([accept, ...first]);
      expect(first[1]).toBe('Accept');
    }
  });

  it('is told apart by its variables', async () => {
    await byHash('first');
    expect((await byHash(slug)).board.leaderboard.totalCount).toBe(1);
    expect((await byHash('first')).board.leaderboard.totalCount).toBe(0);
  });
});

describe('a question that is being answered', () => {
  const several = (count: number) => Promise.all(Array.from({ length: count }, () => byHash(slug)));
  /** A request that needs no statement; those sent before it have arrived when it is answered. */
  const arrival = () => fetch(`${api.url}/nowhere`);
  const statementsOf = async (ask: () => Promise<unknown>) => {
    statements.length = 0;
    await ask();
    return statements.length;
  };

  it('is answered once for all who ask it', async () => {
    await addBenchmark(api.database, `${slug}-alone`);
    const alone = await statementsOf(() => byHash(`${slug}-alone`));
    expect(alone).toBeGreaterThan(0);
    const held = hold.next();
    const all = await statementsOf(async () => {
      const first = byHash(slug);
      await held.reached;
      const others = several(20);
      await arrival();
      held.release();
      const answers = [await first, ...(await others)];
      expect(answers.map(({ status }) => status)).toEqual(Array(21).fill(200));
      expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
      expect(new Set(answers.map(({ board }) => JSON.stringify(board))).size).toBe(1);
    });
    expect(all).toBe(alone);
  });

  it('is answered for those who wait when the one who asked first leaves', async () => {
    const held = hold.next();
    const leaving = new AbortController();
    const first = api
      .ask(query, { slug }, leaving.signal)
      .then(() => 'answered')
      .catch(() => 'left');
    await held.reached;
    statements.length = 0;
    const others = several(5);
    await arrival();
    leaving.abort();
    expect(await first).toBe('left');
    held.release();
    expect((await others).map(({ board }) => board.leaderboard.totalCount)).toEqual(Array(5).fill(1));
    // The first one’s count of entries comes with its page.
    expect(statements.length).toBe(0);
  });

  it('is asked again by those who wait when it fails', async () => {
    const rename = (from: string, to: string) =>
      api.database.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    await rename('RankInterval', 'Elsewhere');
    const held = hold.next();
    const first = api.ask(query, { slug });
    await held.reached.finally(() => rename('Elsewhere', 'RankInterval'));
    const others = several(5);
    await arrival();
    held.release();
    expect((await first).errors[0]?.extensions.code).toBe('PLATFORM_FAULT');
    expect((await others).map(({ board }) => board.leaderboard.totalCount)).toEqual(Array(5).fill(1));
  });

  it('is computed again for a request after a publication, and the older answer is not kept', async () => {
    const held = hold.next();
    const first = byHash(slug);
    await held.reached;
    await addRanked(api.database, benchmark, { name: 'Two' }, { acc: 0.6 });
    expect((await byHash(slug)).board.leaderboard).toMatchObject({ totalCount: 2, revision: 2 });
    held.release();
    expect((await first).board.leaderboard.revision).toBe(1);
    statements.length = 0;
    expect((await byHash(slug)).board.leaderboard).toMatchObject({ totalCount: 2, revision: 2 });
    expect(statements.length).toBe(0);
  });

  it('is not waited for when its answer may change without a publication', async () => {
    const pending = `{ benchmark(slug: "${slug}") { pendingCount } }`;
    const held = hold.next();
    const first = api.ask(pending);
    await held.reached;
    await addQueued(api.database, benchmark, { name: 'Waiting' });
    expect((await api.ask(pending)).data).toEqual({ benchmark: { pendingCount: 1 } });
    held.release();
    expect((await first).data).toEqual({ benchmark: { pendingCount: 0 } });
  });
});

describe('nothing is kept', () => {
  it('of what changes without a publication', async () => {
    const pending = `{ benchmark(slug: "${slug}") { ...Fields } } fragment Fields on Benchmark { pendingCount }`;
    const count = async () => {
      const { data, headers } = await api.ask<{ benchmark: { pendingCount: number } }>(pending);
      expect(headers.get('cache-control')).toBe('no-store');
      return data.benchmark.pendingCount;
    };
    expect(await count()).toBe(0);
    await addQueued(api.database, benchmark, { name: 'Waiting' });
    expect(await count()).toBe(1);
  });

  it('of an answer with an error, nor given for another query of the same hash', async () => {
    const wrong = `query { benchmark(slug: "${slug}") { leaderboard(first: 101) { totalCount } } }`;
    for (let i = 0; i < 2; i++) {
      const { errors, headers } = await api.ask(wrong);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(headers.get('cache-control')).toBe('no-store');
    }
    await byHash(slug);
    expect((await byHash(slug, {}, { query: '{ benchmarks { slug } }' })).status).toBe(400);
  });

  it('for a question that is refused otherwise', async () => {
    await api.ask(query, { slug });
    const post = (more: object) =>
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { slug }, ...more }),
      });
    expect((await post({})).status).toBe(200);
    const parts = [{ variables: JSON.stringify({ slug }) }, { extensions: '{}' }];
    expect(await Promise.all(parts.map(async (part) => (await post(part)).status))).toEqual([400, 400]);
  });

  it('for an address whose variables are no object', async () => {
    const all = new URLSearchParams({ query: '{ benchmarks { slug } }' });
    const get = async (variables: string) =>
      (await fetch(`${api.url}/graphql?${all}${variables}`, { headers: { 'apollo-require-preflight': '1' } }))
        .status;
    expect(await Promise.all(['', '&variables={}'].map(get))).toEqual([200, 200]);
    const wrong = ['{', 'null', '1', '[]', '{}&variables={}'].map((text) => `&variables=${text}`);
    expect(await Promise.all(wrong.map(get))).toEqual(wrong.map(() => 400));
  });

  it('for a foreign page that asks without asking first', async () => {
    await byHash(slug);
    const { status } = await byHash(slug, { 'apollo-require-preflight': '' });
    expect(status).toBe(400);
  });
});

it('takes in no field that changes while the catalogue does not', () => {
  const cacheable = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(isFieldCacheable)
        .map(({ name }) => `${type.name}.${name}`),
    );
  expect(cacheable).toEqual(
    expect.arrayContaining(['Query.benchmarks', 'Benchmark.leaderboard', 'Scores.acc', 'PageInfo.endCursor']),
  );
  const changing =
    /^(Mutation|Subscription|Submission(?!\.id$)|Encoder|Progress|Limits|Receipt|EntryFeatures)/;
  expect(cacheable.filter((field) => changing.test(field))).toEqual([]);
  const others = ['pendingCount', 'acceptsSubmissions', 'closedReason', 'reportedResults'];
  for (const name of others) expect(cacheable).not.toContain(`Benchmark.${name}`);
  for (const name of ['features', 'rankHistory', 'neighbours', 'submission']) {
    expect(cacheable).not.toContain(`LeaderboardEntry.${name}`);
  }
});
