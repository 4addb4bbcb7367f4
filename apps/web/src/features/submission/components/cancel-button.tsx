'use client';

import { X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { type ChangeProblem, cancelSubmission } from '../lib/change-submission.ts';
import type { Submission } from '../lib/submission-query.ts';

interface Props {
  readonly submission: Submission;
  readonly onCancelled: (submission: Submission) => void;
  /** It has come to another end meanwhile, or the API does not answer. */
  readonly onRefused: () => void;
}

/** Cancels a submission that is not over, once that is confirmed; tells why where it came too late. */
export function CancelButton({ submission, onCancelled, onRefused }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ChangeProblem | null>(null);
  const cancel = async () => {
    setBusy(true);
    const result = await cancelSubmission(submission.submissionId);
    dialog.current?.close();
    setBusy(false);
    if (result.ok) return onCancelled(result.value);
    setProblem(result.problem);
    onRefused();
  };
  return (
    <>
      {problem ? (
        <div className="mt-4">
          <ProblemNotice title="We couldn’t cancel this submission" problem={problem} />
        </div>
      ) : null}
      {submission.final ? null : (
        <button type="button" className="button mt-4" onClick={() => dialog.current?.showModal()}>
          <X aria-hidden="true" className="size-4" />
          Cancel submission
        </button>
      )}
      <dialog
        ref={dialog}
        aria-labelledby={title}
        className="card m-auto max-w-md p-5 text-ink shadow-raised backdrop:bg-black/40"
      >
        <h2 id={title} className="font-semibold">
          Cancel the submission of {submission.encoder.name}?
        </h2>
        <p className="mt-2 text-sm leading-relaxed text-ink-soft">
          The evaluation stops and nothing is published. You can retry later without uploading again.
        </p>
        <div className="mt-5 flex flex-wrap justify-end gap-3">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Keep running
          </button>
          <button type="button" className="button button-primary" disabled={busy} onClick={cancel}>
            Yes, cancel
          </button>
        </div>
      </dialog>
    </>
  );
}
