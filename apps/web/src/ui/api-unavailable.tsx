'use client';

import { Unplug } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { SoftRefresh } from './soft-refresh.tsx';

/** Replaces a page whose data is unavailable, and reloads by itself. */
export function ApiUnavailable() {
  return (
    <main className="page py-16 sm:py-24">
      <ApiUnavailableNotice heading="h1" />
    </main>
  );
}

/** As {@link ApiUnavailable}, for the part of a page that stands below its header. */
export function ApiUnavailableNotice({ heading: Heading = 'h2' }: { heading?: 'h1' | 'h2' }) {
  const router = useRouter();
  return (
    <>
      <title>Waiting for the API · Clusterboard</title>
      <SoftRefresh milliseconds={3000} />
      <div role="status" className="max-w-xl">
        <Unplug aria-hidden="true" className="size-7 text-wait" />
        <Heading className="mt-4 text-2xl font-semibold tracking-tight">
          We can’t load the scores right now
        </Heading>
        <p className="mt-3 leading-relaxed text-ink-soft">
          The website is running, but its API isn’t responding. It may be starting or updating. Your
          submissions are safe. This page retries every few seconds.
        </p>
        <button type="button" className="button mt-6" onClick={() => router.refresh()}>
          Retry now
        </button>
      </div>
    </>
  );
}
