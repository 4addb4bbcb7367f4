'use client';

import { useEffect, useRef, useState } from 'react';
import { Rate } from '../../formatting/rate.ts';
import type { Submission } from './submission-query.ts';

/** Counters move shard by shard; shorter than this, the figure would jump. */
const windowMilliseconds = 15_000;

/** Images a second of the extraction under way; null while that is not known. */
export function useImageRate({ state, progress: { imagesDone } }: Submission): number | null {
  const rate = useRef(new Rate(windowMilliseconds));
  const [perSecond, setPerSecond] = useState<number | null>(null);
  useEffect(() => {
    if (state !== 'EXTRACTING') {
      rate.current = new Rate(windowMilliseconds);
      setPerSecond(null);
      return;
    }
    rate.current.note(imagesDone, performance.now());
    setPerSecond(rate.current.perSecond());
  }, [state, imagesDone]);
  return perSecond;
}
