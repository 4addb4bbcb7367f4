import { ArrowDown, ArrowUp } from 'lucide-react';
import { metricDisplay } from '../../scores/lib/metrics.ts';
import { type ColumnId, columnName, defaultDirection, metricOf } from '../lib/board-columns.ts';
import type { BoardView } from '../lib/board-view.ts';
import { columnVisibility } from '../lib/column-visibility.ts';
import { StepLink } from './step-link.tsx';

const shortNames = { parameters: 'Params', dimension: 'Dim.', speed: 'Images/s', date: 'Date' } as const;

function face(id: ColumnId): { label: string; unit: string; title: string } {
  const metric = metricOf(id);
  if (metric === null) {
    return { label: shortNames[id as keyof typeof shortNames], unit: '', title: columnName(id) };
  }
  const { label, name, unit, meaning } = metricDisplay[metric];
  return { label, unit, title: `${name}. ${meaning}` };
}

/** A column header that orders the board by its column; its arrow pulses until the board has followed. */
export function SortHeader({ view, id }: { view: BoardView; id: ColumnId }) {
  const active = view.order === id;
  const { label, unit, title } = face(id);
  const direction = active ? view.direction : defaultDirection(id);
  const Arrow = direction === 'ASC' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={active ? (view.direction === 'ASC' ? 'ascending' : 'descending') : 'none'}
      className={`px-3 py-2.5 text-right font-medium last:pr-4 max-sm:pr-4 ${columnVisibility(id, view)}`}
    >
      <StepLink
        step={{ change: 'order', column: id }}
        how="push"
        title={title}
        className={`group/sort flex items-center justify-end gap-1 whitespace-nowrap hover:text-ink ${active ? 'text-ink' : 'text-ink-soft'}`}
      >
        <Arrow
          aria-hidden="true"
          className={`size-3.5 group-data-pending/sort:visible group-data-pending/sort:opacity-50 motion-safe:group-data-pending/sort:animate-pulse ${active ? 'text-accent' : 'invisible'}`}
        />
        {label}
        {unit ? <span className="font-normal text-ink-faint">{unit}</span> : null}
      </StepLink>
    </th>
  );
}
