import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="page py-16 sm:py-24">
      <p className="eyebrow">404</p>
      <h1 className="mt-2 text-2xl font-semibold tracking-tight">Page not found</h1>
      <p className="mt-3 max-w-xl leading-relaxed text-ink-soft">
        Check the link for typos. It may also point to an encoder that was never ranked. Every ranked encoder
        is on the leaderboard of its benchmark.
      </p>
      <Link href="/" className="button mt-6">
        View benchmarks
      </Link>
    </main>
  );
}
