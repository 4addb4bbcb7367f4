import { ChartScatter, Table2 } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';

const tabs = [
  { id: 'board', label: 'Leaderboard', path: '', Icon: Table2 },
  { id: 'plots', label: 'Plots', path: '/plots', Icon: ChartScatter },
] as const;

/** The two ways to look at a benchmark. */
export function BenchmarkTabs({ slug, current }: { slug: string; current: 'board' | 'plots' }) {
  return (
    <nav aria-label="Views" className="flex flex-wrap gap-x-5 text-sm font-medium">
      {tabs.map(({ id, label, path, Icon }) => (
        <Link
          key={id}
          href={`/benchmarks/${encodeURIComponent(slug)}${path}` as Route}
          aria-current={id === current ? 'page' : undefined}
          className={`flex items-center gap-2 border-b-2 py-1.5 ${id === current ? 'border-accent text-ink' : 'border-transparent text-ink-soft hover:text-ink'}`}
        >
          <Icon aria-hidden="true" className="size-4" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
