import { createDatabase, withdrawEntry } from '@clusterboard/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { holdStatements, recordStatements } from '../../test/statements.fixture.ts';
import { addBenchmark, addRanked, rescore } from '../catalogue/catalogue.fixture.ts';
import { createLoaders } from '../platform/loaders/loaders.ts';
import { leaderboard } from './leaderboard-connection.ts';

const { statements, watch } = recordStatements();
const hold = holdStatements();
const api = useApi({ watch: (database) => hold.watch(watch(database)) });
let benchmark: string;

interface Board {
  readonly revision: number;
  readonly totalCount: number;
  readonly edges: readonly {
    readonly cursor: string;
    readonly rank: number;
    readonly node: { name: string };
  }[];
}

async function board(slug: string, args = ''): Promise<Board> {
  const { data, errors } = await api.ask<{ benchmark: { leaderboard: Board } }>(
    `query ($slug: String!) { benchmark(slug: $slug) { leaderboard${args} {
      revision totalCount edges { cursor rank node { name } } } } }`,
    { slug },
  );
  expect(errors).toEqual([]);
  return data.benchmark.leaderboard;
}
const named = ({ edges }: Board) => edges.map(({ rank, node }) => `${rank} ${node.name}`);
const at = (moment: Date) => `(asOf: { at: "${moment.toISOString()}" })`;

describe('a board', () => {
  const ids = new Map<string, string>();
  const states: { readonly names: string[]; readonly changedAt: Date }[] = [];

  async function note(): Promise<void> {
    const { changedAt } = await api.database.benchmark.findUniqueOrThrow({ where: { slug: 'moving' } });
    states.push({ names: named(await board('moving')), changedAt });
  }

  beforeAll(async () => {
    const { database } = api;
    benchmark = await addBenchmark(database, 'moving');
    await note();
    const add = async (name: string, acc: number) => {
      ids.set(name, await addRanked(database, benchmark, { name }, { acc }));
      await note();
    };
    await add('A', 0.5);
    await add('B', 0.7);
    await add('C', 0.6);
    await rescore(database, ids.get('A') ?? '', { acc: 0.8 });
    await note();
    await rescore(database, ids.get('B') ?? '', { acc: 0.1 });
    await note();
    expect(await withdrawEntry(database, ids.get('A') ?? '', 'Its training set held test images.')).toBe(
      true,
    );
    await note();
  });

  it('tells what stood there after each of its changes', async () => {
    expect(states.map(({ names }) => names)).toEqual([
      [],
      ['1 A'],
      ['1 B', '2 A'],
      ['1 B', '2 C', '3 A'],
      ['1 A', '2 B', '3 C'],
      ['1 A', '2 C', '3 B'],
      ['1 C', '2 B'],
    ]);
    for (const [revision, { names }] of states.entries()) {
      const earlier = await board('moving', `(asOf: { revision: ${revision} })`);
      expect(named(earlier)).toEqual(names);
      expect(earlier).toMatchObject({ revision, totalCount: names.length });
    }
  });

  it('tells what stood there at a moment: from the millisecond of a change on', async () => {
    for (const [revision, { names, changedAt }] of states.entries()) {
      if (revision === 0) continue;
      expect(named(await board('moving', at(changedAt)))).toEqual(names);
      const before = await board('moving', at(new Date(changedAt.valueOf() - 1)));
      expect(named(before)).toEqual(states[revision - 1]?.names);
    }
    expect(named(await board('moving', '(asOf: { at: "2000-01-01T00:00:00Z" })'))).toEqual([]);
  });

  it('tells why an entry moved', async () => {
    const history = async (name: string) => {
      const { data, errors } = await api.ask<{ entry: { rankHistory: { edges: { node: unknown }[] } } }>(
        `query ($id: ID!) { entry(id: $id) { rankHistory { edges { node {
          revision reason rankBefore rankAfter note cause { encoder { name } } } } } } }`,
        { id: ids.get(name) },
      );
      expect(errors).toEqual([]);
      return data.entry.rankHistory.edges.map(({ node }) => node);
    };
    const change = (
      revision: number,
      reason: string,
      before: number | null,
      after: number,
      name: string,
    ) => ({
      revision,
      reason,
      rankBefore: before,
      rankAfter: after,
      note: reason === 'OTHER_WITHDRAWN' ? 'Its training set held test images.' : null,
      cause: { encoder: { name } },
    });
    expect(await history('B')).toEqual([
      change(6, 'OTHER_WITHDRAWN', 3, 2, 'A'),
      change(5, 'RESCORED', 2, 3, 'B'),
      change(4, 'OTHER_RESCORED_ABOVE', 1, 2, 'A'),
      change(2, 'ENTERED', null, 1, 'B'),
    ]);
    expect(await history('C')).toEqual([
      change(6, 'OTHER_WITHDRAWN', 2, 1, 'A'),
      change(5, 'OTHER_RESCORED_BELOW', 3, 2, 'B'),
      change(4, 'OTHER_RESCORED_ABOVE', 2, 3, 'A'),
      change(3, 'ENTERED', null, 2, 'C'),
    ]);
  });

  it('tells it page by page', async () => {
    const page = async (args: string) => {
      const { data, errors } = await api.ask<{
        entry: {
          rankHistory: {
            pageInfo: { hasNextPage: boolean; endCursor: string };
            edges: { node: { revision: number } }[];
          };
        };
      }>(
        `query ($id: ID!) { entry(id: $id) { rankHistory(${args}) {
          pageInfo { hasNextPage endCursor } edges { node { revision } } } } }`,
        { id: ids.get('B') },
      );
      return { errors, history: data?.entry?.rankHistory };
    };
    const { history } = await page('first: 3');
    expect(history.edges.map(({ node }) => node.revision)).toEqual([6, 5, 4]);
    expect(history.pageInfo.hasNextPage).toBe(true);
    const rest = await page(`first: 3, after: "${history.pageInfo.endCursor}"`);
    expect(rest.history.edges.map(({ node }) => node.revision)).toEqual([2]);
    expect(rest.history.pageInfo.hasNextPage).toBe(false);
    const cursors = [
      '',
      'x',
      'nonsense',
      ...['', ' ', '1e0', '-1', '0x1', '1.0', `${2 ** 31}`].map((text) =>
        Buffer.from(text).toString('base64url'),
      ),
    ];
    for (const args of ['first: 101', 'first: -1', ...cursors.map((cursor) => `after: "${cursor}"`)]) {
      expect([args, (await page(args)).errors[0]?.extensions.code]).toEqual([args, 'BAD_USER_INPUT']);
    }
    for (const args of ['last: 2', 'before: "MQ"']) {
      expect((await page(args)).errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('has no entry for what was withdrawn, and its submission says why', async () => {
    const { data } = await api.ask(
      'query ($id: ID!) { entry(id: $id) { rank } submission(id: $id) { state entry { rank } events { state note } } }',
      { id: ids.get('A') },
    );
    expect(data).toMatchObject({ entry: null, submission: { state: 'WITHDRAWN', entry: null } });
    expect(JSON.stringify(data)).toContain('Its training set held test images.');
    expect(await withdrawEntry(api.database, ids.get('A') ?? '', 'again')).toBe(false);
    expect(await withdrawEntry(api.database, 'nobody', 'no such entry')).toBe(false);
  });

  const refusalOf = async (moment: string) =>
    (await api.ask(`{ benchmark(slug: "moving") { leaderboard(asOf: ${moment}) { revision } } }`)).errors[0];

  it('refuses a moment that is none', async () => {
    for (const moment of ['{ revision: -1 }', '{}', '{ revision: 1, at: "2026-01-01T00:00:00Z" }']) {
      expect((await refusalOf(moment))?.extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/);
    }
  });

  it('refuses what is still to come', async () => {
    expect(await refusalOf('{ revision: 6 }')).toBeUndefined();
    const coming = new Date(Date.now() + 3_600_000).toISOString();
    expect(await Promise.all(['{ revision: 7 }', `{ at: "${coming}" }`].map(refusalOf))).toMatchObject([
      { message: 'The latest revision is 6.', extensions: { code: 'BAD_USER_INPUT' } },
      { message: '`asOf` is in the future.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('answers for a revision that came after the benchmark was read, or whose time is ahead of the clock', async () => {
    const { database } = api;
    const known = await database.benchmark.findUniqueOrThrow({ where: { slug: 'moving' } });
    const revisionAsOf = async (board: typeof known, asOf: { revision: number } | { at: Date }) =>
      (await leaderboard(board, { asOf }, createLoaders(database))).revision;
    const earlier = { ...known, revision: 5, changedAt: new Date(0) };
    expect(await revisionAsOf(earlier, { revision: 6 })).toBe(6);
    const changedAt = new Date(Date.now() + 3_600_000);
    await database.benchmark.update({ where: { slug: 'moving' }, data: { changedAt } });
    expect(await revisionAsOf(earlier, { at: changedAt })).toBe(6);
    await database.benchmark.update({ where: { slug: 'moving' }, data: { changedAt: known.changedAt } });
  });
});

describe('while others publish', () => {
  beforeAll(async () => {
    benchmark = await addBenchmark(api.database, 'busy');
    for (const [place, name] of ['P', 'Q', 'R', 'S'].entries()) {
      await addRanked(api.database, benchmark, { name }, { acc: 0.8 - place / 10 });
    }
  });

  it('a cursor keeps its place, and the page after it neither repeats nor leaves out', async () => {
    const first = await board('busy', '(first: 2)');
    expect(named(first)).toEqual(['1 P', '2 Q']);
    await addRanked(api.database, benchmark, { name: 'New' }, { acc: 0.75 });
    const after = `first: 2, after: "${first.edges.at(-1)?.cursor}"`;
    expect(named(await board('busy', `(${after})`))).toEqual(['4 R', '5 S']);
    const same = await board('busy', `(${after}, asOf: { revision: ${first.revision} })`);
    expect(named(same)).toEqual(['3 R', '4 S']);
  });

  it('a page counts the board that it is of', async () => {
    const held = hold.next();
    const asked = board('busy', '(search: "e")');
    await held.reached;
    await addRanked(api.database, benchmark, { name: 'Newer' }, { acc: 0.2 });
    held.release();
    const { revision, totalCount, edges } = await asked;
    expect({ revision, totalCount }).toEqual({ revision: 5, totalCount: edges.length });
    expect(await board('busy', '(search: "e")')).toMatchObject({ revision: 6, totalCount: edges.length + 1 });
  });

  it('boards are counted together, each at its own revision', async () => {
    const counted = async (fields: string) => {
      statements.length = 0;
      await api.ask(`{ benchmarks { leaderboard${fields} } }`);
      return statements.length;
    };
    const page = await counted('(search: "e") { revision }');
    expect(await counted('(search: "e") { totalCount }')).toBe(page + 1);
    // The whole board's count comes with the page.
    expect(await counted('{ totalCount }')).toBe(page);
    const { data } = await api.ask(`{ benchmarks { slug now: leaderboard { totalCount }
      earlier: leaderboard(asOf: { revision: 2 }) { totalCount } } }`);
    expect(data).toEqual({
      benchmarks: [
        { slug: 'busy', now: { totalCount: 6 }, earlier: { totalCount: 2 } },
        { slug: 'moving', now: { totalCount: 2 }, earlier: { totalCount: 2 } },
      ],
    });
  });

  it('a moment is not answered while a publication of that moment is under way', async () => {
    const { database } = api;
    const { revision } = await board('busy');
    const waiting = async () => {
      const locks = await database.$executeRaw`
        SELECT FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
      return locks > 0;
    };
    const answer = await database.$transaction(async (publication) => {
      const { changedAt } = await publication.benchmark.update({
        where: { slug: 'busy' },
        data: { revision: { increment: 1 }, changedAt: new Date() },
      });
      await publication.$executeRaw`
        INSERT INTO "BoardEvent" SELECT "benchmarkId", ${revision + 1}, ${changedAt}, "kind", "submissionId", "entryCount"
        FROM "BoardEvent" WHERE "benchmarkId" = ${benchmark} AND "revision" = ${revision}`;
      const asked = board('busy', at(changedAt));
      while (!(await waiting())) await publication.$executeRaw`SELECT pg_sleep(0.01)`;
      return { asked };
    });
    expect((await answer.asked).revision).toBe(revision + 1);
  });

  it('every publication has a revision of its own, in the order of the commits', async () => {
    const other = createDatabase(api.databaseUrl);
    const { revision: before } = await board('busy');
    const names = Array.from({ length: 12 }, (_, number) => `Crowd ${number}`);
    await Promise.all(
      names.map((name, number) =>
        addRanked(number % 2 === 0 ? api.database : other, benchmark, { name }, { acc: 0.3 }),
      ),
    );
    await other.$disconnect();
    const events = await api.database.boardEvent.findMany({
      where: { benchmarkId: benchmark, revision: { gt: before } },
      orderBy: { revision: 'asc' },
    });
    expect(events.map(({ revision }) => revision)).toEqual(names.map((_, index) => before + 1 + index));
    const moments = events.map(({ at: moment }) => moment.valueOf());
    expect(moments).toEqual([...new Set(moments)].sort((one, next) => one - next));
    expect(events.at(-1)?.entryCount).toBe((await board('busy')).totalCount);
  });
});
