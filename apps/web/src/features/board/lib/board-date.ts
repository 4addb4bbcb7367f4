import { endOfDay } from './board-filter.ts';
import type { BoardView } from './board-view.ts';

export const isRevision = (asOf: string): boolean => /^\d+$/.test(asOf);

/** As the API takes it, which refuses what is still to come: a day that is not over ends as things stand. */
export function asOfInput(asOf: string | null) {
  if (asOf === null) return null;
  if (isRevision(asOf)) return { revision: Number(asOf) };
  const at = endOfDay(asOf);
  return Date.parse(at) > Date.now() ? null : { at };
}

/** The moment that a view asks for where a board of this revision has not come to it. */
export function futureAsOf({ asOf }: Pick<BoardView, 'asOf'>, revision: number): string | null {
  if (asOf === null) return null;
  const isToCome = isRevision(asOf) ? Number(asOf) > revision : asOfInput(asOf) === null;
  return isToCome ? asOf : null;
}

/** The view of what is shown: a link to what is still to come shows the board as it stands. */
export const shownView = (view: BoardView, revision: number): BoardView =>
  futureAsOf(view, revision) === null ? view : { ...view, asOf: null };
