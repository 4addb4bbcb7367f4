'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

interface Props {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
  readonly retry: () => void;
}

export default function PageError({ error, reset, retry }: Props) {
  useAddressChange(reset);
  return (
    <main className="page py-16 sm:py-24">
      <title>Something went wrong · Clusterboard</title>
      <h1 className="text-2xl font-semibold tracking-tight">We couldn’t load this page</h1>
      <p className="mt-3 max-w-xl leading-relaxed text-ink-soft">
        Something went wrong on our side. Your submissions are safe. Try again. If the problem persists,
        report it with the reference below.
      </p>
      {error.digest ? (
        <p className="mt-3 text-sm text-ink-faint">
          Reference <code className="font-mono text-ink-soft">{error.digest}</code>
        </p>
      ) : null}
      <button type="button" className="button mt-6" onClick={() => retry()}>
        Try again
      </button>
    </main>
  );
}

/** Next takes an error away when the path changes, but not for another query: Back would leave it standing. */
function useAddressChange(changed: () => void) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const failed = useRef(address);
  useEffect(() => {
    if (address === failed.current) return;
    failed.current = address;
    changed();
  }, [address, changed]);
}
