import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { type Metric, metricDisplay } from '../figures/metrics.ts';
import { type BoardView, boardHref, orderedBy } from './board-view.ts';
import { columnVisibility } from './column-visibility.ts';
import { PendingHint } from './pending-hint.tsx';

/** A column header that orders the board by its metric. */
export function MetricHeader({ slug, view, metric }: { slug: string; view: BoardView; metric: Metric }) {
  const active = view.metric === metric;
  const { name, unit, meaning } = metricDisplay[metric];
  const Arrow = view.direction === 'ASC' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={active ? (view.direction === 'ASC' ? 'ascending' : 'descending') : 'none'}
      className={`px-3 py-2.5 text-right font-medium max-sm:pr-4 ${columnVisibility(active)}`}
    >
      <Link
        href={boardHref(slug, orderedBy(view, metric))}
        scroll={false}
        title={`${name}. ${meaning}`}
        className={`flex items-center justify-end gap-1 whitespace-nowrap hover:text-ink ${active ? 'text-ink' : 'text-ink-faint'}`}
      >
        <PendingHint>
          <Arrow aria-hidden="true" className={`size-3.5 ${active ? 'text-accent' : 'invisible'}`} />
        </PendingHint>
        {metric}
        <span className="font-normal text-ink-faint">{unit}</span>
      </Link>
    </th>
  );
}
