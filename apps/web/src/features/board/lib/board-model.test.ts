import { describe, expect, it } from 'vitest';
import { metrics } from '../../scores/lib/metrics.ts';
import type { BoardEntry } from '../server/read-board.ts';
import { boardModel } from './board-model.ts';
import { parseBoardView } from './board-view.ts';

const score = { mean: 0.5, standardDeviation: 0.1, interval: null };

const entry = (entryId: string, rank: number): BoardEntry => ({
  entryId,
  rank,
  rankInterval: null,
  name: entryId,
  submittedBy: 'Ada',
  kind: 'SUBMITTED',
  parameters: 1000,
  featureDimension: 64,
  imagesPerSecond: 100,
  publishedAt: '2026-11-23T00:00:00.000Z',
  scores: { values: metrics.map((metric) => ({ metric, ...score })) },
});

const ids = (entries: readonly BoardEntry[]) => entries.map(({ entryId }) => entryId);
const page = ['a', 'b', 'c'].map((id, index) => entry(id, index + 1));

describe('a board’s model', () => {
  it('keeps the page in the order that it came in', () => {
    const model = boardModel(parseBoardView({}), page, []);
    expect(ids(model.entries)).toEqual(['a', 'b', 'c']);
    expect(model.pinned).toEqual([]);
  });

  it('puts pinned entries first, in the order of the pins, and nowhere else', () => {
    const far = entry('z', 900);
    const model = boardModel(parseBoardView({ pin: 'z,b' }), page, [far, ...page.slice(1, 2)]);
    expect(ids(model.pinned)).toEqual(['z', 'b']);
    expect(ids(model.entries)).toEqual(['a', 'c']);
  });

  it('passes over a pin that is not on this board', () => {
    const model = boardModel(parseBoardView({ pin: 'gone' }), page, []);
    expect(model.pinned).toEqual([]);
    expect(model.entries).toHaveLength(3);
  });

  it('shows the chosen columns', () => {
    expect(boardModel(parseBoardView({ columns: 'acc,speed' }), page, []).columns).toEqual(['acc', 'speed']);
  });
});
