import Link from 'next/link';
import { ThemeSwitch } from '../features/theme/components/theme-switch.tsx';
import type { Theme } from '../features/theme/lib/theme.ts';

/** The product's mark: seven points in three clusters. */
function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={className}>
      <g className="fill-accent">
        <circle cx="6" cy="7" r="2.6" />
        <circle cx="11.2" cy="4.2" r="2" />
        <circle cx="10.6" cy="9.8" r="1.6" />
      </g>
      <g className="fill-wait">
        <circle cx="18.6" cy="11.6" r="2.4" />
        <circle cx="20.4" cy="6.8" r="1.5" />
      </g>
      <g className="fill-good">
        <circle cx="8.6" cy="18.4" r="2.6" />
        <circle cx="14.2" cy="19.6" r="1.7" />
      </g>
    </svg>
  );
}

export function SiteHeader({ theme }: { theme: Theme }) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="page flex min-h-14 flex-wrap items-center gap-x-4 py-2 sm:gap-x-6">
        <Link
          href="/"
          className="flex items-center gap-2 font-semibold tracking-tight"
          aria-label="Clusterboard, home"
        >
          <Mark className="size-6" />
          Clusterboard
        </Link>
        <nav
          aria-label="Site"
          className="flex flex-wrap items-center gap-x-4 text-sm text-ink-soft sm:gap-x-5"
        >
          <Link href="/#benchmarks" className="py-1.5 hover:text-ink">
            Benchmarks
          </Link>
          <Link href="/submit" className="py-1.5 hover:text-ink">
            Submit
          </Link>
          <Link href="/api" className="py-1.5 hover:text-ink">
            API
          </Link>
        </nav>
        <div className="ml-auto max-sm:hidden">
          <ThemeSwitch initial={theme} />
        </div>
      </div>
    </header>
  );
}

export function SiteFooter({ theme }: { theme: Theme }) {
  return (
    <footer className="mt-20 border-t border-line">
      <div className="page flex flex-col gap-x-8 gap-y-3 py-6 text-sm text-ink-faint sm:flex-row sm:items-center">
        <p>Clusterboard, open source under Apache-2.0.</p>
        <p className="sm:ml-auto">
          All data is available through our{' '}
          <Link href="/api" prefetch={false} className="prose-link">
            API
          </Link>
          .
        </p>
        <div className="self-start sm:hidden">
          <ThemeSwitch initial={theme} />
        </div>
      </div>
    </footer>
  );
}
