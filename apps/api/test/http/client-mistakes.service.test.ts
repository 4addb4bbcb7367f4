import { describe, expect, it } from 'vitest';
import { useApi } from '../api.fixture.ts';

const api = useApi();

interface Mistake {
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** Asks, and looks that it is not taken for a fault of ours. */
async function refused(path: string, init: RequestInit = {}) {
  const logged = api.logged.length;
  const response = await fetch(`${api.url}${path}`, init);
  const { errors } = (await response.json()) as Mistake;
  expect(api.logged.slice(logged)).toEqual([]);
  return {
    status: response.status,
    errors: errors.map(({ message, extensions: { code } }) => [code, message]),
  };
}

const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

describe('a subscription that is asked as a question', () => {
  const query = 'subscription { leaderboardChanged(benchmark: "digits") { cursor } }';

  it('is sent to where it is streamed', async () => {
    expect(await refused('/graphql', post(JSON.stringify({ query })))).toEqual({
      status: 400,
      errors: [['BAD_REQUEST', 'Send subscriptions to /graphql/stream.']],
    });
  });
});

describe('a persisted query', () => {
  const query = '{ __typename }';
  const ask = (persistedQuery: unknown) =>
    refused('/graphql', post(JSON.stringify({ query, extensions: { persistedQuery } })));

  it.each([
    ['another hash', { version: 1, sha256Hash: '0'.repeat(64) }, 'provided sha does not match query'],
    ['another version', { version: 2, sha256Hash: '0'.repeat(64) }, 'Unsupported persisted query version'],
    ['a number', 5, 'Unsupported persisted query version'],
  ])('is refused with its reason under %s', async (_what, persistedQuery, message) => {
    expect(await ask(persistedQuery)).toEqual({ status: 400, errors: [['BAD_REQUEST', message]] });
  });

  it('is refused by GET too', async () => {
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } });
    const address = `/graphql?${new URLSearchParams({ query, extensions })}`;
    expect(await refused(address, { headers: { 'apollo-require-preflight': '1' } })).toEqual({
      status: 400,
      errors: [['BAD_REQUEST', 'provided sha does not match query']],
    });
  });
});

describe('variables that do not fit', () => {
  const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const stream = 'subscription ($slug: String!) { leaderboardChanged(benchmark: $slug) { cursor } }';
  const codesOf = async (path: string, query: string, variables: unknown) => {
    const accept = path.endsWith('/stream') ? 'text/event-stream' : 'application/json';
    const init = post(JSON.stringify({ query, variables }), { accept });
    const { status, errors } = await refused(path, init);
    return { status, codes: [...new Set(errors.map(([code]) => code))], errors: errors.length };
  };

  it.each([1, 50, 51, 1000])('are the client’s, however many: %d', async (count) => {
    const ids = Array.from({ length: count }, () => null);
    // graphql-js tells of fifty, and then that there are more.
    const errors = Math.min(count, 51);
    expect(await codesOf('/graphql', nodes, { ids })).toEqual({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors,
    });
  });

  it.each([{ slug: 5 }, {}, { slug: null }])('are so for a stream: %j', async (variables) => {
    const expected = { status: 400, codes: ['BAD_USER_INPUT'], errors: 1 };
    expect(await codesOf('/graphql/stream', stream, variables)).toEqual(expected);
  });
});

describe('a directive of a subscription that cannot be decided', () => {
  const query = (condition: string) =>
    `subscription { leaderboardChanged(benchmark: "digits") @skip(if: ${condition}) { cursor } }`;

  it.each(['/graphql', '/graphql/stream'])('is the client’s at %s', async (path) => {
    for (const condition of ['null', '$missing', '5']) {
      const accept = path.endsWith('/stream') ? 'text/event-stream' : 'application/json';
      const init = post(JSON.stringify({ query: query(condition) }), { accept });
      const { status, errors } = await refused(path, init);
      expect([status, ...new Set(errors.map(([code]) => code))]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    }
  });
});

describe('what cannot be read', () => {
  const question = JSON.stringify({ query: '{ __typename }' });

  it.each([
    ['an address', '/entries/%ff/receipt.json', {}, 400, /URL/],
    ['an upload', '/uploads/%', { method: 'DELETE' }, 400, /URL/],
    ['a picture', '/datasets/%E0%A4%A/samples.png', {}, 400, /URL/],
    ['a board', '/benchmarks/%ff/leaderboard.csv', {}, 400, /URL/],
    ['no JSON', '/graphql', post('{'), 400, /not valid JSON/],
    ['no gzip', '/graphql', post(question, { 'content-encoding': 'gzip' }), 400, /cannot be read/],
    ['an encoding', '/graphql', post(question, { 'content-encoding': 'x-own' }), 415, /compressed/],
    [
      'a charset',
      '/graphql',
      post(question, { 'content-type': 'application/json; charset=x' }),
      415,
      /UTF-8/,
    ],
  ] as const)('is a client error: %s', async (_what, path, init, status, sentence) => {
    expect(await refused(path, init)).toEqual({
      status,
      errors: [['BAD_REQUEST', expect.stringMatching(sentence)]],
    });
  });
});

it('a fault outside of GraphQL shows the id of the request', async () => {
  await api.database.$executeRaw`ALTER TABLE "Benchmark" RENAME TO "Elsewhere"`;
  const response = await fetch(`${api.url}/benchmarks/digits/leaderboard.csv`).finally(
    () => api.database.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Benchmark"`,
  );
  expect(response.status).toBe(500);
  const reference = response.headers.get('x-request-id');
  const { errors } = (await response.json()) as Mistake;
  expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'PLATFORM_FAULT', reference }]);
  expect(api.logged.filter(({ requestId, level }) => requestId === reference && level === 50)).toHaveLength(
    1,
  );
});
