'use client';

import { isFinal, type Submission } from '../lib/submission-query.ts';
import { useImageRate } from '../lib/use-image-rate.ts';
import { useLiveSubmission } from '../lib/use-live-submission.ts';
import { CancelButton } from './cancel-button.tsx';
import { EndedNotice } from './ended-notice.tsx';
import { RankedNotice } from './ranked-notice.tsx';
import { StageList } from './stage-list.tsx';

/** A submission that keeps itself up to date until nothing changes any more. */
export function LiveSubmission({ initial }: { initial: Submission }) {
  const { submission, interrupted, show, refresh } = useLiveSubmission(initial);
  const imagesPerSecond = useImageRate(submission);
  return (
    <>
      {submission.state === 'RANKED' ? <RankedNotice submission={submission} /> : null}
      <EndedNotice submission={submission} />
      <div className="card px-4 sm:px-5">
        <StageList submission={submission} imagesPerSecond={imagesPerSecond} />
      </div>
      <p className="mt-4 text-sm text-ink-faint">
        {isFinal(submission.state) ? '' : 'You can close this page and return to this link any time.'}
      </p>
      <CancelButton submission={submission} onCancelled={show} onRefused={refresh} />
      <p role="status" className="mt-2 text-sm text-wait">
        {interrupted ? 'Connection lost. The information shown may be out of date. Reconnecting…' : ''}
      </p>
    </>
  );
}
