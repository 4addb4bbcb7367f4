import { Ban, Upload } from 'lucide-react';
import Link from 'next/link';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { Submission } from '../lib/submission-query.ts';
import { RetryButton } from './retry-button.tsx';

/** Why a submission is not on the board, and the ways on from there. */
export function EndedNotice({ submission }: { submission: Submission }) {
  const { state, problem } = submission;
  if (state === 'CANCELLED') return <Cancelled submission={submission} />;
  if (problem === null) return null;
  return (
    <div className="mb-6">
      <ProblemNotice
        title={state === 'REJECTED' ? 'We couldn’t rank this encoder' : 'The evaluation failed on our side'}
        problem={problem}
      >
        <Ways submission={submission} />
      </ProblemNotice>
    </div>
  );
}

function Cancelled({ submission }: { submission: Submission }) {
  return (
    <section role="status" className="card mb-6 p-4 sm:p-5">
      <h2 className="flex items-center gap-2 font-semibold">
        <Ban aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
        Cancelled
      </h2>
      <p className="mt-2 leading-relaxed text-ink-soft">Nothing was published.</p>
      <Ways submission={submission} />
    </section>
  );
}

/** A file that was rejected would be rejected again, so there only another file helps. */
function Ways({ submission: { state, submissionId, benchmark } }: { submission: Submission }) {
  return (
    <div className="mt-4 flex flex-wrap gap-3">
      {state === 'REJECTED' ? null : <RetryButton submissionId={submissionId} />}
      <Link href={`/submit?benchmark=${encodeURIComponent(benchmark.slug)}`} className="button">
        <Upload aria-hidden="true" className="size-4" />
        {state === 'REJECTED' ? 'Try again with another file' : 'Submit another file'}
      </Link>
    </div>
  );
}
