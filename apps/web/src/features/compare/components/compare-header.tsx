import { X } from 'lucide-react';
import Link from 'next/link';
import { SeriesMark } from '../../../ui/charts/series.tsx';
import { boardHref, compareHref } from '../../board/lib/board-view.ts';
import { entryHref } from '../../entry/lib/entry-href.ts';
import { formatList } from '../../formatting/format.ts';
import type { Comparison } from '../server/read-comparison.ts';
import { MissingEntries } from './missing-entries.tsx';

/** Who is compared, and the ways to change it. */
export function CompareHeader({ entries, elsewhere, missing }: Comparison) {
  const ids = entries.map(({ entryId }) => entryId);
  const benchmark = entries[0]?.benchmark;
  if (!benchmark) return null;
  return (
    <header className="pt-8 pb-6">
      <nav aria-label="Breadcrumb" className="text-sm text-ink-faint">
        <Link href={boardHref(benchmark.slug, { compare: ids })} className="hover:text-ink">
          {benchmark.name}
        </Link>{' '}
        / comparison
      </nav>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight break-words">
        {formatList(entries.map(({ name }) => name))}
      </h1>
      <ul className="mt-4 flex flex-wrap gap-2">
        {entries.map(({ entryId, name }, index) => (
          <li key={entryId} className="card flex max-w-full items-center pl-3 text-sm">
            <SeriesMark index={index} />
            <Link href={entryHref(entryId)} className="ml-2 truncate hover:text-accent">
              {name}
            </Link>
            {entries.length > 2 ? (
              <Link
                href={compareHref(ids.filter((id) => id !== entryId))}
                replace
                aria-label={`Remove ${name}`}
                className="grid size-9 shrink-0 place-items-center text-ink-soft hover:text-ink"
              >
                <X aria-hidden="true" className="size-3.5" />
              </Link>
            ) : (
              <span className="h-9 w-3" />
            )}
          </li>
        ))}
        <li>
          <Link href={boardHref(benchmark.slug, { compare: ids })} className="button h-9.5">
            Change selection
          </Link>
        </li>
      </ul>
      <MissingEntries elsewhere={elsewhere} missing={missing} />
    </header>
  );
}
