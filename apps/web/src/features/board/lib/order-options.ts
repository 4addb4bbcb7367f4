import { type ColumnId, columnIds, columnName, type Direction } from './board-columns.ts';
import { type BoardView, orderedBy } from './board-view.ts';

const ends = {
  score: { DESC: 'highest first', ASC: 'lowest first' },
  parameters: { DESC: 'most first', ASC: 'fewest first' },
  dimension: { DESC: 'most first', ASC: 'fewest first' },
  speed: { DESC: 'fastest first', ASC: 'slowest first' },
  date: { DESC: 'newest first', ASC: 'oldest first' },
} as const;

/** "Parameters, fewest first". */
export function describeOrder(order: ColumnId, direction: Direction): string {
  const end = order in ends ? ends[order as keyof typeof ends] : ends.score;
  return `${columnName(order)}, ${end[direction]}`;
}

/** Every order with its view: the view's own, then the same turned round, then the others. */
export function orderOptions(view: BoardView): { label: string; view: BoardView }[] {
  const turned = orderedBy(view, view.order);
  const others = columnIds.filter((id) => id !== view.order).map((id) => orderedBy(view, id));
  const ways = [{ ...view, after: null, before: null }, turned, ...others];
  return ways.map((way) => ({ label: describeOrder(way.order, way.direction), view: way }));
}
