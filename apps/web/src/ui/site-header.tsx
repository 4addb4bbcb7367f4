import Link from 'next/link';
import { ThemeSwitch } from '../features/theme/components/theme-switch.tsx';
import type { Theme } from '../features/theme/lib/theme.ts';
import { Mark } from './mark.tsx';

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
