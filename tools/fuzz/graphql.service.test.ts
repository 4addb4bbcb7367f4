import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addBenchmark, addQueued, addRanked } from '../../apps/api/src/catalogue/catalogue.fixture.ts';
import { schema } from '../../apps/api/src/platform/schema.ts';
import { useApi } from '../../apps/api/test/api.fixture.ts';
import { type GraphqlRequest, RequestGenerator } from './graphql/generate-request.ts';
import { fuzzOptions } from './options.ts';

// Requests made from the schema, right and wrong, to a real API: whatever is asked, the answer is an answer or a
// mistake of the client with a code, and comes in time. A failure prints its seed and path:
// npm run fuzz -- graphql --seed=… --path=…

const api = useApi();
const known = ['clothes', 'digits', 'acc', 'features', '1.0', '2026-01-01T00:00:00Z'];

beforeAll(async () => {
  const benchmark = await addBenchmark(api.database, 'clothes');
  const submissions = [
    await addRanked(api.database, benchmark, { name: 'One' }, { acc: 0.5, spread: 0.01 }),
    await addRanked(api.database, benchmark, { name: 'Two' }, { acc: 0.6, spread: 0.01 }),
    await addQueued(api.database, benchmark, { name: 'Three' }),
  ];
  const { data, errors } = await api.ask<{
    benchmarks: { id: string; leaderboard: { edges: { cursor: string; node: { id: string } }[] } }[];
  }>('{ benchmarks { id leaderboard(first: 5) { edges { cursor node { id } } } } }');
  expect(errors).toEqual([]);
  known.push(...submissions);
  for (const { id, leaderboard } of data.benchmarks) {
    known.push(id, ...leaderboard.edges.flatMap(({ cursor, node }) => [cursor, node.id]));
  }
});

const requests = fc.infiniteStream(fc.nat()).map((numbers) =>
  new RequestGenerator(schema, known, {
    next: (count) => (numbers.next().value ?? 0) % Math.max(1, count),
  }).request(),
);

interface Mistake {
  readonly extensions?: { readonly code?: unknown };
}

/** Half of the subscriptions go to where they are refused. */
async function answer({
  operation,
  query,
  variables,
}: GraphqlRequest): Promise<{ status: number; errors: Mistake[] }> {
  const stream = operation === 'subscription' && query.length % 2 === 0;
  const leave = new AbortController();
  const response = await fetch(`${api.url}/graphql${stream ? '/stream' : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(stream ? { accept: 'text/event-stream' } : {}) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.any([AbortSignal.timeout(20_000), leave.signal]),
  });
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    leave.abort();
    return { status, errors: [] };
  }
  const { errors = [] } = (await response.json()) as { errors?: Mistake[] };
  return { status, errors };
}

const faults = ['INTERNAL_SERVER_ERROR', 'PLATFORM_FAULT'];

it('answers every request, or names the mistake', async () => {
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const logged = api.logged.length;
      const start = performance.now();
      const { status, errors } = await answer(request);
      expect(performance.now() - start).toBeLessThan(15_000);
      expect(status).toBeLessThan(500);
      const codes = errors.map(({ extensions }) => extensions?.code);
      for (const code of codes) {
        expect(code).toEqual(expect.stringMatching(/^[A-Z_]+$/));
        expect(faults).not.toContain(code);
      }
      expect(api.logged.slice(logged).filter(({ level }) => Number(level) >= 50)).toEqual([]);
      for (const code of codes.length === 0 ? ['answered'] : new Set(codes.map(String))) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    }),
    fuzzOptions(500),
  );
  process.stdout.write(
    `Fuzz of GraphQL: ${[...counts].map(([code, count]) => `${count} ${code}`).join(', ')}\n`,
  );
  expect(counts.get('answered')).toBeGreaterThan(0);
  const { status, errors } = await answer({
    operation: 'query' as GraphqlRequest['operation'],
    query: '{ limits { __typename } }',
    variables: {},
  });
  expect([status, errors]).toEqual([200, []]);
}, 900_000);
