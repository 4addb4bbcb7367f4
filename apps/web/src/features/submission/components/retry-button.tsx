'use client';

import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ChangeProblem, retrySubmission } from '../lib/change-submission.ts';

/** Submits the same file once more and leads to the page of that. */
export function RetryButton({ submissionId }: { submissionId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ChangeProblem | null>(null);
  const retry = async () => {
    setBusy(true);
    setProblem(null);
    const result = await retrySubmission(submissionId);
    if (result.ok) return router.push(`/submissions/${encodeURIComponent(result.value)}`);
    setBusy(false);
    setProblem(result.problem);
  };
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={retry}>
        <RotateCcw aria-hidden="true" className="size-4" />
        Try again
      </button>
      <span role="status" className="self-center text-sm text-bad">
        {problem ? `${problem.message} ${problem.advice}` : ''}
      </span>
    </>
  );
}
