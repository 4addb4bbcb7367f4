import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="page py-16 sm:py-24">
      <p className="eyebrow">404</p>
      <h1 className="mt-2 text-2xl font-semibold tracking-tight">There is nothing at this address</h1>
      <p className="mt-3 max-w-xl leading-relaxed text-ink-soft">
        The link may be mistyped, or it points to an encoder that was never ranked. Every ranked encoder is on
        the board of its benchmark.
      </p>
      <Link href="/" className="button mt-6">
        See the benchmarks
      </Link>
    </main>
  );
}
