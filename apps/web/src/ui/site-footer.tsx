import Link from 'next/link';
import { ThemeSwitch } from '../features/theme/components/theme-switch.tsx';
import type { Theme } from '../features/theme/lib/theme.ts';

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
