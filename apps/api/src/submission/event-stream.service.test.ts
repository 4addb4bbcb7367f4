import { acceptInspection, cancelSubmission, publishEvaluation, reportProgress } from '@clusterboard/core';
import { claimFor } from '@clusterboard/core/catalogue-fixture';
import { type Client, createClient } from 'graphql-sse';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addQueued, addRanked, someEvaluation } from '../catalogue/catalogue.fixture.ts';
import { maxStreams } from '../platform/http/event-stream.ts';

const api = useApi();
let benchmark: string;
let client: Client;

beforeAll(async () => {
  benchmark = await addBenchmark(api.database, 'watched');
  client = createClient({ url: `${api.url}/graphql/stream`, retryAttempts: 0 });
});

/** Reads a stream until it has `count` answers, and leaves. */
async function take<Data>(query: string, variables: Record<string, unknown>, count: number): Promise<Data[]> {
  const answers: Data[] = [];
  for await (const { data, errors } of client.iterate<Data>({ query, variables })) {
    expect(errors).toBeUndefined();
    answers.push(data as Data);
    if (answers.length === count) break;
  }
  return answers;
}

interface Changed {
  readonly leaderboardChanged: { cursor: string; kind: string; entry: { name: string; rank: number } | null };
}
const changed = `subscription ($after: ID) { leaderboardChanged(benchmark: "watched", after: $after) {
  cursor kind entry { name rank } } }`;

describe('changes of a board', () => {
  it('come as they happen, and a client that reconnects misses none and sees none twice', async () => {
    const publish = (name: string, acc: number) => addRanked(api.database, benchmark, { name }, { acc });
    const first = take<Changed>(changed, { after: '0' }, 2);
    await publish('One', 0.5);
    await publish('Two', 0.6);
    expect((await first).map(({ leaderboardChanged: { entry } }) => entry?.name)).toEqual(['One', 'Two']);
    const cursor = (await first).at(-1)?.leaderboardChanged.cursor;

    await publish('While away', 0.7);
    await publish('While away too', 0.8);
    const later = take<Changed>(changed, { after: cursor }, 3);
    await publish('Back', 0.9);
    expect((await later).map(({ leaderboardChanged: { entry } }) => entry?.name)).toEqual([
      'While away',
      'While away too',
      'Back',
    ]);
  });

  it('come when the connection to the database was cut in between', async () => {
    const { revision } = await api.database.benchmark.findUniqueOrThrow({ where: { id: benchmark } });
    const next = take<Changed>(changed, { after: `${revision}` }, 1);
    const cut = await api.database.$executeRaw`
      SELECT pg_terminate_backend("pid")::text FROM pg_stat_activity
      WHERE "datname" = current_database() AND "query" LIKE 'LISTEN%'`;
    expect(cut).toBe(1);
    await addRanked(api.database, benchmark, { name: 'After the cut' }, { acc: 0.1 });
    expect((await next)[0]?.leaderboardChanged.entry?.name).toBe('After the cut');
  });
});

describe('a submission', () => {
  interface Update {
    readonly submissionProgress: {
      readonly cursor: string;
      readonly event: { state: string } | null;
      readonly submission: { state: string; progress: { imagesDone: number } };
    };
  }
  const progress = `subscription ($id: ID!, $after: ID) { submissionProgress(id: $id, after: $after) {
    cursor event { state } submission { state progress { imagesDone } } } }`;

  it('is followed from step to step to its end', async () => {
    const id = await addQueued(api.database, benchmark, { name: 'Followed' });
    const all: Update['submissionProgress'][] = [];
    const seen: (() => void)[] = [];
    const until = (found: () => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => found() && resolve();
        seen.push(check);
        check();
      });
    const following = (async () => {
      for await (const { data } of client.iterate<Update>({
        query: progress,
        variables: { id, after: '0' },
      })) {
        if (data) all.push(data.submissionProgress);
        for (const check of seen) check();
      }
    })();
    await until(() => all.some(({ event }) => event?.state === 'QUEUED'));
    const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '' };
    await acceptInspection(api.database, await claimFor(api.database, 'inspect', id), facts);
    const claim = await claimFor(api.database, 'evaluate', id);
    await until(() => all.some(({ event }) => event?.state === 'EXTRACTING'));
    await reportProgress(api.database, claim, { imagesDone: 7 });
    await until(() => all.some(({ submission }) => submission.progress.imagesDone === 7));
    await publishEvaluation(api.database, claim, someEvaluation({ acc: 0.2 }));
    await following;
    const steps = all.flatMap(({ event }) => (event ? [event.state] : []));
    expect(steps).toEqual(['QUEUED', 'INSPECTING', 'INSPECTED', 'EXTRACTING', 'RANKED']);
    expect(all.at(-1)?.submission.state).toBe('RANKED');

    const cursor = all.find(({ event }) => event?.state === 'INSPECTED')?.cursor;
    const rest = await take<Update>(progress, { id, after: cursor }, 100);
    expect(rest.flatMap(({ submissionProgress: { event } }) => (event ? [event.state] : []))).toEqual([
      'EXTRACTING',
      'RANKED',
    ]);
    const now = await take<Update>(progress, { id }, 100);
    expect(now.map(({ submissionProgress: { event, submission } }) => [event, submission.state])).toEqual([
      [null, 'RANKED'],
    ]);
  });
});

it('a submission that waits is told how far it has moved up', async () => {
  const [first, second] = [
    await addQueued(api.database, benchmark, { name: 'First' }),
    await addQueued(api.database, benchmark, { name: 'Second' }),
  ];
  const positions = `subscription ($id: ID!) { submissionProgress(id: $id) {
    event { state } submission { queuePosition } } }`;
  interface Place {
    readonly submissionProgress: { event: null; submission: { queuePosition: number } };
  }
  const seen: Place['submissionProgress'][] = [];
  for await (const { data } of client.iterate<Place>({ query: positions, variables: { id: second } })) {
    if (data) seen.push(data.submissionProgress);
    if (seen.length === 2) break;
    await cancelSubmission(api.database, first);
  }
  const [before, after] = seen.map(({ event, submission }) => [event, submission.queuePosition]);
  expect(after).toEqual([null, Number(before?.[1]) - 1]);
});

describe('a stream', () => {
  const ask = (query: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', ...headers },
      body: JSON.stringify({ query }),
    });

  it.each([
    ['{ benchmarks { name } }', 'BAD_REQUEST'],
    ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      `subscription { leaderboardChanged(benchmark: "watched") { ${'submission { entry { '.repeat(6)} name ${'} } '.repeat(6)} } }`,
      'QUERY_TOO_LARGE',
    ],
  ])('is refused for %s', async (query, code) => {
    const response = await ask(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('is refused for what the schema does not have, and told where', async () => {
    const response = await ask('subscription { leaderboardChanged(benchmark: "watched") { nothing } }');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('nothing'),
          locations: [{ line: 1, column: 59 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  it.each(['benchmark: "nothing"', 'benchmark: "watched", after: "x"'])(
    'ends at once for %s',
    async (args) => {
      const response = await ask(`subscription { leaderboardChanged(${args}) { cursor } }`);
      const text = await response.text();
      expect(text).toContain('BAD_USER_INPUT');
      expect(text).toContain('event: complete');
    },
  );

  it('is not given to a page that asks without asking first', async () => {
    expect((await ask(changed, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it(`is given to ${maxStreams} readers and no more, and to another when one leaves`, async () => {
    const query = 'subscription { leaderboardChanged(benchmark: "watched") { cursor } }';
    const leaving = Array.from({ length: maxStreams }, () => new AbortController());
    const open = (signal?: AbortSignal) =>
      fetch(`${api.url}/graphql/stream`, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal: signal ?? null,
      });
    const opened = await Promise.all(leaving.map(({ signal }) => open(signal)));
    expect(opened.map(({ status }) => status)).toEqual(Array(maxStreams).fill(200));
    const refused = await open();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_STREAMS' } }] });
    for (const reader of leaving) reader.abort();
    await expect
      .poll(async () => {
        const last = new AbortController();
        const { status } = await open(last.signal);
        last.abort();
        return status;
      })
      .toBe(200);
  });
});
