'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Rate } from '../../formatting/rate.ts';
import { progressNote } from '../lib/queue-note.ts';
import type { Submission } from '../lib/submission-query.ts';
import { useLiveSubmission } from '../lib/use-live-submission.ts';
import { CancelButton } from './cancel-button.tsx';
import { EndedNotice } from './ended-notice.tsx';
import { PauseNotice } from './pause-notice.tsx';
import { RankedNotice } from './ranked-notice.tsx';
import { StageList } from './stage-list.tsx';

/** Counters move shard by shard; shorter than this, the figure would jump. */
const windowMilliseconds = 15_000;

/** Images a second of the extraction under way; null while that is not known. */
function useImageRate({ state, progress: { imagesDone } }: Submission): number | null {
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

const tickMilliseconds = 5_000;

/** What is left of the estimate, which only comes when something changes. */
function useRemainingSeconds(submission: Submission): number | null {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    setPassed(0);
    if (submission.remainingSeconds === null) return;
    const start = performance.now();
    const timer = setInterval(() => setPassed((performance.now() - start) / 1000), tickMilliseconds);
    return () => clearInterval(timer);
  }, [submission]);
  const { remainingSeconds } = submission;
  return remainingSeconds === null ? null : Math.max(0, remainingSeconds - passed);
}

/** Gives live parts of a page their cache; one per page, so that nothing stale outlives it. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient());
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** A submission that keeps itself up to date until nothing changes any more. */
export function LiveSubmission({ initial }: { initial: Submission }) {
  const { submission, interrupted, show, refresh } = useLiveSubmission(initial);
  const imagesPerSecond = useImageRate(submission);
  const remainingSeconds = useRemainingSeconds(submission);
  return (
    <>
      {submission.state === 'RANKED' ? <RankedNotice submission={submission} /> : null}
      <EndedNotice submission={submission} />
      <PauseNotice submission={submission} />
      <div className="card px-4 sm:px-5">
        <StageList {...{ submission, imagesPerSecond, remainingSeconds }} />
      </div>
      <p className="mt-4 text-sm text-ink-faint">
        {progressNote(submission, remainingSeconds)}
        {submission.final ? '' : 'You can close this page and return to this link any time.'}
      </p>
      <CancelButton submission={submission} onCancelled={show} onRefused={refresh} />
      <p role="status" className="mt-2 text-sm text-wait">
        {interrupted ? 'Connection lost. The information shown may be out of date. Reconnecting…' : ''}
      </p>
    </>
  );
}
