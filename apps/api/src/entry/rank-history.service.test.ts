import { type BoardMetric, rankHistories, withdrawEntry } from '@clusterboard/core';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addRanked, rescore } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
let benchmark: string;
/** More than a statement reads of the newest events, so that both ways to a move are taken. */
const entries = 2500;
const scores = [0.9, 0.11, 0.5, 0.3];

beforeAll(async () => {
  const { database } = api;
  benchmark = await addBenchmark(database, 'long');
  const first = await addRanked(database, benchmark, { name: 'First' }, { acc: 0.79 });
  await addSyntheticEntries(database, benchmark, entries);
  for (const [place, acc] of scores.entries()) {
    await rescore(database, `${benchmark}-${2 + place * 600}`, { acc });
    await addRanked(database, benchmark, { name: `Between ${place}` }, { acc: acc + 0.001 });
  }
  await rescore(database, first, { acc: 0.2 });
  await withdrawEntry(database, `${benchmark}-${2 + 600}`, 'To see what follows.');
  await rescore(database, first, { acc: 0.6 });
  await withdrawEntry(database, `${benchmark}-7`, 'Again.');
});

interface Move {
  readonly submissionId: string;
  readonly revision: number;
  readonly rankBefore: number | null;
  readonly rankAfter: number | null;
}

interface Standing {
  readonly submissionId: string;
  readonly score: number;
}
interface Change {
  readonly revision: number;
  readonly cause: string;
  readonly came: Standing | undefined;
  readonly went: Standing | undefined;
}

async function changesBy(metric: BoardMetric): Promise<readonly Change[]> {
  const where = { benchmarkId: benchmark };
  const results = await api.database.score.findMany({ where: { ...where, metric } });
  const events = await api.database.boardEvent.findMany({ where, orderBy: { revision: 'asc' } });
  const standing = (result: (typeof results)[number]) => ({
    submissionId: result.submissionId,
    score: result.mean,
  });
  const came = new Map(results.map((result) => [result.fromRevision, standing(result)]));
  const went = new Map(results.map((result) => [result.toRevision, standing(result)]));
  return events.map(({ revision, submissionId: cause }) => {
    return { revision, cause, came: came.get(revision), went: went.get(revision) };
  });
}

const shown = ({ submissionId, revision, rankBefore, rankAfter }: Move): Move => ({
  ...{ submissionId, revision, rankBefore, rankAfter },
});

/** Counts the ranks of a submission, newest first. */
function movesOf(submissionId: string, changes: readonly Change[]): readonly Move[] {
  const scores = new Map<string, number>();
  const rankNow = (): number | null => {
    const own = scores.get(submissionId);
    return own === undefined ? null : 1 + [...scores.values()].filter((score) => score > own).length;
  };
  const moves: Move[] = [];
  let rankBefore: number | null = null;
  for (const { revision, cause, came, went } of changes) {
    const own = scores.get(submissionId);
    if (went) scores.delete(went.submissionId);
    if (came) scores.set(came.submissionId, came.score);
    const above = (other: Standing | undefined) =>
      own !== undefined && other !== undefined && other.score > own;
    if (cause !== submissionId && above(came) === above(went)) continue;
    const rankAfter = rankNow();
    moves.push({ submissionId, revision, rankBefore, rankAfter });
    rankBefore = rankAfter;
  }
  return moves.toReversed();
}

describe('what moved entries of a long board', () => {
  it('is what counting every rank at every revision gives, wherever they stand', async () => {
    const rows = await api.database.score.findMany({
      where: { benchmarkId: benchmark, metric: 'acc' },
      orderBy: { mean: 'desc' },
    });
    const moved = rows.filter(
      ({ fromRevision, toRevision }) => toRevision !== null || fromRevision > entries,
    );
    const sampled = rows.filter((_, place) => place < 3 || place % 250 === 0 || place === rows.length - 1);
    const ids = [...new Set([...moved, ...sampled].map(({ submissionId }) => submissionId))];
    for (const metric of ['acc', 'mi'] as const) {
      const changes = await changesBy(metric);
      const expected = new Map(ids.map((id) => [id, movesOf(id, changes)]));
      for (const [before, count] of [
        [null, 11],
        [null, 101],
        [entries - 3, 5],
        [1200, 101],
        [1, 3],
      ] as const) {
        const found = await rankHistories(api.database, ids, { metric, before, count });
        for (const id of ids) {
          const page = (expected.get(id) ?? [])
            .filter(({ revision }) => before === null || revision < before)
            .slice(0, count);
          expect(found.filter(({ submissionId }) => submissionId === id).map(shown)).toEqual(page);
        }
      }
    }
  });
});
