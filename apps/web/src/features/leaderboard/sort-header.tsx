import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { metricDisplay } from '../figures/metrics.ts';
import { type ColumnId, columnNames, metricOf } from './board-columns.ts';
import { type BoardView, boardHref, orderedBy } from './board-view.ts';
import { columnVisibility } from './column-visibility.ts';
import { PendingHint } from './pending-hint.tsx';

const shortNames = { parameters: 'Params', dimension: 'Dim.', speed: 'Images/s', date: 'Date' } as const;

function face(id: ColumnId): { label: string; unit: string; title: string } {
  const metric = metricOf(id);
  if (metric === null) {
    return { label: shortNames[id as keyof typeof shortNames], unit: '', title: columnNames[id] };
  }
  const { name, unit, meaning } = metricDisplay[metric];
  return { label: metric, unit, title: `${name}. ${meaning}` };
}

/** A column header that orders the board by its column. */
export function SortHeader({ slug, view, id }: { slug: string; view: BoardView; id: ColumnId }) {
  const active = view.order === id;
  const { label, unit, title } = face(id);
  const Arrow = view.direction === 'ASC' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={active ? (view.direction === 'ASC' ? 'ascending' : 'descending') : 'none'}
      className={`px-3 py-2.5 text-right font-medium last:pr-4 max-sm:pr-4 ${columnVisibility(id, view)}`}
    >
      <Link
        href={boardHref(slug, orderedBy(view, id))}
        scroll={false}
        prefetch={false}
        title={title}
        className={`flex items-center justify-end gap-1 whitespace-nowrap hover:text-ink ${active ? 'text-ink' : 'text-ink-soft'}`}
      >
        <PendingHint>
          <Arrow aria-hidden="true" className={`size-3.5 ${active ? 'text-accent' : 'invisible'}`} />
        </PendingHint>
        {label}
        {unit ? <span className="font-normal text-ink-faint">{unit}</span> : null}
      </Link>
    </th>
  );
}
