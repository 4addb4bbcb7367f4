import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import {
  getIntrospectionQuery,
  Lexer,
  type OperationDefinitionNode,
  parse,
  Source,
  TokenKind,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { addBenchmark, addRanked } from '../../src/catalogue/catalogue.fixture.ts';
import { maxBodyBytes } from '../../src/platform/http/errors.ts';
import { maxQueryTokens, queryBounds } from '../../src/platform/limits/query-bounds.ts';
import { measureQuery } from '../../src/platform/limits/query-size.ts';
import { schema } from '../../src/platform/schema.ts';
import { useApi } from '../api.fixture.ts';
import { recordStatements } from '../statements.fixture.ts';

const { statements, watch } = recordStatements();
const api = useApi({ watch });
let benchmark: string;
beforeAll(async () => {
  benchmark = await addBenchmark(api.database, 'clothes');
  for (let number = 0; number < 10; number++) {
    await addRanked(api.database, benchmark, { name: `Encoder ${number}` }, { acc: number / 10 });
  }
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('statements', () => {
  const everything = `{ benchmark(slug: "clothes") { slug entryCount pendingCount dataset { name } protocol { summary }
    leaderboard(first: 100) { totalCount pageInfo { hasNextPage } edges { cursor rank rankInterval { first } node {
      rank rankInterval { first } name scores { acc { mean interval { low } } nmi { mean } }
      rankHistory(first: 2) { edges { node { reason cause { state } } } } seedRuns { seed acc } benchmark { name dataset { slug } }
      submission { state queuePosition encoder { sizeBytes } events { state } entry { rank } } } } } } }`;

  it('are as many for a page of a thousand entries as for one of ten', async () => {
    const count = async () => {
      statements.length = 0;
      const { data, errors } = await api.ask<{
        benchmark: { leaderboard: { totalCount: number; edges: unknown[] } };
      }>(everything);
      expect(errors).toEqual([]);
      const { edges, totalCount } = data.benchmark.leaderboard;
      return { statements: statements.length, rows: edges.length, totalCount };
    };
    const few = await count();
    expect(few).toMatchObject({ rows: 10, totalCount: 10 });
    await addSyntheticEntries(api.database, benchmark, 990);
    const many = await count();
    expect(many).toMatchObject({ rows: 100, totalCount: 1000 });
    expect(few.statements).toBeGreaterThan(0);
    expect(many.statements).toBe(few.statements);
  });

  it('are one more for what moved each entry of a page', async () => {
    const count = async (fields: string) => {
      statements.length = 0;
      const { data, errors } = await api.ask<{ benchmark: { leaderboard: { edges: unknown[] } } }>(
        `{ benchmark(slug: "clothes") { pendingCount leaderboard(first: 100) { edges { node { rank ${fields} } } } } }`,
      );
      expect(errors).toEqual([]);
      return { statements: statements.length, rows: data.benchmark.leaderboard.edges.length };
    };
    const without = await count('');
    const moved = await count('rankHistory(first: 10) { edges { node { revision reason rankAfter } } }');
    expect(moved).toEqual({ rows: 100, statements: without.statements + 1 });
  });
});

describe('a fault', () => {
  it('shows a code and the id of the request only; the log has the stack under the same id', async () => {
    await api.database.$executeRaw`ALTER TABLE "Benchmark" RENAME TO "Elsewhere"`;
    const answer = await api
      .ask('{ benchmarks { name } }')
      .finally(() => api.database.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Benchmark"`);
    const reference = answer.headers.get('x-request-id');
    expect(answer.errors).toEqual([
      {
        message: `Something went wrong on our side (reference ${reference}).`,
        path: ['benchmarks'],
        extensions: { code: 'PLATFORM_FAULT', reference, advice: expect.any(String) },
      },
    ]);
    const lines = api.logged.filter(({ requestId, level }) => requestId === reference && level === 50);
    expect(lines).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({ stack: expect.stringContaining('Benchmark') }),
      }),
    ]);
  });

  it('in what was stored is one too', async () => {
    const id = await addRanked(api.database, benchmark, { name: 'Broken' }, { acc: 0.5 });
    await api.database.submission.update({ where: { id }, data: { preprocessing: { height: 'high' } } });
    const { data, errors } = await api.ask(
      'query ($id: ID!) { submission(id: $id) { preprocessing { height } } }',
      {
        id,
      },
    );
    expect(data).toEqual({ submission: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PLATFORM_FAULT']);
  });
});

describe('a mistake in a question', () => {
  it.each([
    ['{ benchmarks { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ benchmarks', 'GRAPHQL_PARSE_FAILED'],
  ])('%s is explained', async (query, code) => {
    const { status, errors } = await api.ask(query);
    expect(status).toBe(400);
    expect(errors[0]?.extensions.code).toBe(code);
  });
});

describe('the size of a question', () => {
  const nested = (levels: number) => {
    const pairs = Math.floor((levels - 2) / 2);
    const inner = levels % 2 === 0 ? 'name' : 'benchmark { name }';
    return `{ entry(id: "x") { ${'submission { entry { '.repeat(pairs)} ${inner} ${'} } '.repeat(pairs)} } }`;
  };
  const aliased = (count: number) =>
    `{ ${Array.from({ length: count }, (_, number) => `a${number}: limits { maxUploadBytes }`).join(' ')} }`;
  /** A page of `first` entries with 1 + 2 values each, and four values around it. */
  const wide = (first: number, inner: number) =>
    `{ benchmark(slug: "clothes") { leaderboard(first: ${first}) { edges { node { name benchmark {
       leaderboard(first: ${inner}) { edges { node { name } } } } } } } } }`;
  const codesOf = async (query: string) =>
    (await api.ask(query)).errors.map(({ extensions }) => extensions.code);

  it('is bounded in depth', async () => {
    expect(await codesOf(nested(queryBounds.depth))).toEqual([]);
    expect(await codesOf(nested(queryBounds.depth + 1))).toEqual(['QUERY_TOO_LARGE']);
  });

  it('is bounded in aliases', async () => {
    expect(await codesOf(aliased(queryBounds.aliases))).toEqual([]);
    expect(await codesOf(aliased(queryBounds.aliases + 1))).toEqual(['QUERY_TOO_LARGE']);
  });

  it('is bounded in values', async () => {
    const valuesOf = (inner: number) => {
      const document = parse(wide(100, inner));
      return measureQuery(schema, document, document.definitions[0] as OperationDefinitionNode, {}).values;
    };
    const step = valuesOf(11) - valuesOf(10);
    const most = Math.floor((queryBounds.values - valuesOf(0)) / step);
    expect(await codesOf(wide(100, most))).toEqual([]);
    expect(await codesOf(wide(100, most + 1))).toEqual(['QUERY_TOO_LARGE']);
  });

  it('is bounded in fragments that double each other', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, number) => `fragment F${number} on Limits { ...F${number + 1} ...F${number + 1} }`,
    );
    const query = `{ limits { ...F0 } } ${fragments.join(' ')} fragment F40 on Limits { maxUploadBytes }`;
    expect(await codesOf(query)).toEqual(['QUERY_TOO_LARGE']);
  });

  it('is bounded in words', async () => {
    const repeated = (count: number) =>
      `mutation { submitModel(input: { uploadId: "x", benchmark: "x", name: "x", submittedBy: "x", preprocessing:
        { height: 1, width: 1, colour: GREY, scale: 1, mean: [${'0 '.repeat(count)}], std: [1] } }) { __typename } }`;
    const lexer = new Lexer(new Source(repeated(0)));
    let others = 0;
    while (lexer.advance().kind !== TokenKind.EOF) others += 1;
    expect(await codesOf(repeated(maxQueryTokens - others))).toEqual([]);
    expect(await codesOf(repeated(maxQueryTokens - others + 1))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('is bounded in ids', async () => {
    const ids = (count: number) =>
      JSON.stringify(Array(count).fill(Buffer.from('Dataset:x').toString('base64url')));
    expect(await codesOf(`{ nodes(ids: ${ids(100)}) { id } }`)).toEqual([]);
    expect(await codesOf(`{ nodes(ids: ${ids(101)}) { id } }`)).toEqual(['BAD_USER_INPUT']);
  });

  it('is bounded in bytes', async () => {
    const body = (bytes: number) => {
      const text = JSON.stringify({ query: '{ limits { maxUploadBytes } }', padding: '' });
      return text.replace('"padding":""', `"padding":"${'x'.repeat(bytes - text.length)}"`);
    };
    expect((await post(body(maxBodyBytes))).status).toBe(200);
    const refused = await post(body(maxBodyBytes + 1));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] });
  });

  it('leaves room for introspection', async () => {
    const { data, errors } = await api.ask<{ __schema: { types: unknown[] } }>(getIntrospectionQuery());
    expect(errors).toEqual([]);
    expect(data.__schema.types.length).toBeGreaterThan(20);
  });
});

describe('a request', () => {
  it('that a foreign page could make without asking is refused', async () => {
    const query = '{ limits { maxUploadBytes } }';
    const simple = await post(JSON.stringify({ query }), { 'content-type': 'text/plain' });
    expect(simple.status).toBe(400);
    const form = new FormData();
    form.set('operations', JSON.stringify({ query }));
    expect((await fetch(`${api.url}/graphql`, { method: 'POST', body: form })).status).toBe(400);
    const link = `${api.url}/graphql?query=${encodeURIComponent(query)}`;
    expect((await fetch(link)).status).toBe(400);
    expect((await fetch(link, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
  });

  it('that is no JSON gets a sentence', async () => {
    const response = await post('{');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('of a browser for the address gets a page that needs nothing from elsewhere', async () => {
    const response = await fetch(`${api.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain(`${api.url}/graphql`);
    expect(page).not.toMatch(/<script|<link|src=/);
  });

  it('for anything else gets a sentence', async () => {
    const response = await fetch(`${api.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: expect.stringContaining('/graphql') });
  });

  it('for the health is answered by the database', async () => {
    const response = await fetch(`${api.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});

describe('sample images', () => {
  const picture = Buffer.from('89504e470d0a1a0a', 'hex');
  beforeAll(async () => {
    const pack = join(api.dataDir, 'datasets', 'clothes-images');
    await mkdir(pack, { recursive: true });
    await writeFile(join(pack, 'samples.png'), picture);
    await writeFile(join(pack, 'manifest.json'), '{}');
  });

  it('are a picture that need not be sent twice', async () => {
    const { data } = await api.ask<{ benchmark: { dataset: { samplesUrl: string } } }>(
      '{ benchmark(slug: "clothes") { dataset { samplesUrl } } }',
    );
    const address = `${api.url}${data.benchmark.dataset.samplesUrl}`;
    const response = await fetch(address);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('public');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture);
    expect(response.headers.get('etag')).toBeTruthy();
    // Not by fetch, which tells caches to stay out of such a request.
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    const [again] = await once(get(address, { headers }), 'response');
    again.resume();
    expect(again.statusCode).toBe(304);
  });

  it.each(['other', '..', '%2e%2e', '..%2fclothes-images', 'clothes-images%2f..%2fclothes-images', 'a%00'])(
    'are not found for %s',
    async (slug) => {
      expect((await fetch(`${api.url}/datasets/${slug}/samples.png`)).status).toBe(404);
    },
  );
});
