'use client';

import { useLinkStatus } from 'next/link';
import type { ReactNode } from 'react';

/** Pulses what it holds while the link around it is on its way. */
export function PendingHint({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return <span className={pending ? 'motion-safe:animate-pulse opacity-50' : ''}>{children}</span>;
}
