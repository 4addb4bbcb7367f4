'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { ask } from '../graphql/ask.ts';
import { ProblemNotice } from '../site/problem-notice.tsx';
import { RankedNotice } from './ranked-notice.tsx';
import { StageList } from './stage-list.tsx';
import { isFinal, type Submission, SubmissionQuery } from './submission-query.ts';

const pollMilliseconds = 1000;

async function poll(id: string, signal: AbortSignal): Promise<Submission> {
  const answer = await ask('/graphql', SubmissionQuery, { id }, signal);
  if (!answer.ok || answer.data.submission === null) throw new Error('The submission cannot be read now.');
  return answer.data.submission;
}

/** A submission that keeps itself up to date until nothing changes any more. */
export function LiveSubmission({ initial }: { initial: Submission }) {
  const id = initial.submissionId;
  const { data: submission, isError } = useQuery({
    queryKey: ['submission', id],
    queryFn: ({ signal }) => poll(id, signal),
    initialData: initial,
    retry: false,
    refetchInterval: ({ state }) => (state.data && isFinal(state.data.state) ? false : pollMilliseconds),
  });
  return (
    <>
      {submission.state === 'RANKED' ? <RankedNotice submission={submission} /> : null}
      {submission.problem ? <Failure submission={submission} problem={submission.problem} /> : null}
      <div className="card px-4 sm:px-5">
        <StageList submission={submission} />
      </div>
      <p className="mt-4 text-sm text-ink-faint">
        {isFinal(submission.state) ? '' : 'This page keeps its address; you can close it and come back.'}
      </p>
      <p role="status" className="mt-2 text-sm text-wait">
        {isError ? 'The connection is interrupted; what you see may be out of date. Trying again.' : ''}
      </p>
    </>
  );
}

function Failure({
  submission,
  problem,
}: {
  submission: Submission;
  problem: NonNullable<Submission['problem']>;
}) {
  const title =
    submission.state === 'REJECTED'
      ? 'This encoder could not be ranked'
      : 'The evaluation failed on our side';
  return (
    <div className="mb-6">
      <ProblemNotice title={title} problem={problem}>
        <Link
          href={`/submit?benchmark=${encodeURIComponent(submission.benchmark.slug)}`}
          className="button mt-4"
        >
          <RotateCcw aria-hidden="true" className="size-4" />
          Try again
        </Link>
      </ProblemNotice>
    </div>
  );
}
