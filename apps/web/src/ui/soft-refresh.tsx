'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Renders the page again from time to time, in place, while mounted. */
export function SoftRefresh({ milliseconds }: { milliseconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [router, milliseconds]);
  return null;
}
