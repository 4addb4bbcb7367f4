'use client';

import { useEffect, useState } from 'react';

/** Whether `value` has stayed the same for `milliseconds` while `active`. */
export function useStalled(value: unknown, active: boolean, milliseconds: number): boolean {
  const [quiet, setQuiet] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value begins the wait anew
  useEffect(() => {
    setQuiet(false);
    if (!active) return;
    const timer = setTimeout(() => setQuiet(true), milliseconds);
    return () => clearTimeout(timer);
  }, [value, active, milliseconds]);
  return quiet;
}
