import { formatCount, formatDay, formatScore, formatWhole } from '../../formatting/format.ts';
import { metricDisplay, scoreOf } from '../../scores/lib/metrics.ts';
import { type ColumnId, metricOf } from '../lib/board-columns.ts';
import type { BoardView } from '../lib/board-view.ts';
import { condensedColumns, condensedVisibility } from '../lib/column-visibility.ts';
import type { BoardEntry } from '../server/read-board.ts';

function describeFact(id: ColumnId, entry: BoardEntry): string {
  if (id === 'parameters')
    return entry.parameters === null ? '' : `${formatCount(entry.parameters)} parameters`;
  if (id === 'dimension') return `${formatWhole(entry.featureDimension)} dim.`;
  if (id === 'speed') return `${formatWhole(Math.round(entry.imagesPerSecond))} images/s`;
  return id === 'date' ? formatDay(entry.publishedAt) : '';
}

/** What a screen has no column for, under the name of the entry: scores, then facts. */
export function CondensedFigures({ view, entry }: { view: BoardView; entry: BoardEntry }) {
  const condensed = condensedColumns(view);
  const lasting = condensed.at(-1);
  if (lasting === undefined) return null;
  const facts = condensed
    .map((id) => ({ id, text: describeFact(id, entry) }))
    .filter(({ text }) => text !== '');
  return (
    <span
      className={`mt-1.5 block text-xs leading-relaxed text-ink-soft tabular-nums ${condensedVisibility(lasting, view)}`}
    >
      {condensed.map((id) => {
        const metric = metricOf(id);
        const score = metric && scoreOf(entry.scores, metric);
        return score ? (
          <span key={id} className={`mr-2 inline-block whitespace-nowrap ${condensedVisibility(id, view)}`}>
            <span className="text-ink-faint">{metricDisplay[score.metric].label}</span>{' '}
            {formatScore(score.metric, score.mean)}
          </span>
        ) : null;
      })}
      {facts.map(({ id, text }, index) => (
        <span
          key={id}
          className={`inline-block whitespace-nowrap text-ink-faint ${condensedVisibility(id, view)}`}
        >
          {text}
          {index < facts.length - 1 ? ',\u00a0' : ''}
        </span>
      ))}
    </span>
  );
}
