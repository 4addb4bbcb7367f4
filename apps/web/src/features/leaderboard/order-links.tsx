import Link from 'next/link';
import { metricDisplay, metrics } from '../figures/metrics.ts';
import { type BoardView, boardHref, orderedBy } from './board-view.ts';

/** The ways to order a board, for screens too narrow to show every column's header. */
export function OrderLinks({ slug, view }: { slug: string; view: BoardView }) {
  return (
    <nav aria-label="Order by" className="flex rounded-md border border-line-strong p-0.5 text-sm md:hidden">
      {metrics.map((metric) => {
        const active = metric === view.metric;
        return (
          <Link
            key={metric}
            href={boardHref(slug, active ? view : orderedBy(view, metric))}
            scroll={false}
            title={metricDisplay[metric].name}
            aria-current={active ? 'true' : undefined}
            className={`flex-1 rounded px-3 py-1.5 text-center font-medium ${active ? 'bg-accent-soft text-accent' : 'text-ink-soft'}`}
          >
            {metric}
          </Link>
        );
      })}
    </nav>
  );
}
