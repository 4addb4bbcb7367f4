import { metricKey } from '../figures/metrics.ts';
import { type ColumnId, metricOf } from './board-columns.ts';
import { type BoardView, rankMetric } from './board-view.ts';

/** Narrow screens show only the score that the board is ranked by; the others come as there is room. */
export function columnVisibility(id: ColumnId, view: BoardView): string {
  if (id === metricKey(rankMetric(view))) return '';
  if (metricOf(id)) return 'hidden md:table-cell';
  return id === 'speed' ? 'hidden xl:table-cell' : 'hidden lg:table-cell';
}
