import type { Route } from 'next';
import Link from 'next/link';
import { defaultMetrics, type Metric, metricDisplay, metrics } from '../../scores/lib/metrics.ts';

interface Props {
  readonly metric: Metric;
  readonly hrefOf: (metric: Metric) => Route;
}

/** The metric that plots show: one that boards show by default, or the one that was requested. */
export function MetricLinks({ metric, hrefOf }: Props) {
  return (
    <nav aria-label="Metric" className="flex rounded-md border border-line-strong bg-surface p-0.5 text-sm">
      {metrics
        .filter((name) => name === metric || defaultMetrics.includes(name))
        .map((name) => (
          <Link
            key={name}
            href={hrefOf(name)}
            scroll={false}
            title={metricDisplay[name].name}
            aria-current={name === metric ? 'true' : undefined}
            className={`flex-1 rounded px-3 py-1.5 text-center font-medium ${name === metric ? 'bg-accent-soft text-accent' : 'text-ink-soft hover:text-ink'}`}
          >
            {metricDisplay[name].label}
          </Link>
        ))}
    </nav>
  );
}
