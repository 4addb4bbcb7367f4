'use client';

import { Pause, Play, RotateCcw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { formatBytes, formatDuration } from '../../formatting/format.ts';
import type { UploadState } from '../lib/upload/use-upload.ts';

/** Whether `value` has stayed the same for `milliseconds` while `active`. */
function useStalled(value: unknown, active: boolean, milliseconds: number): boolean {
  const [quiet, setQuiet] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new value restarts the wait
  useEffect(() => {
    setQuiet(false);
    if (!active) return;
    const timer = setTimeout(() => setQuiet(true), milliseconds);
    return () => clearTimeout(timer);
  }, [value, active, milliseconds]);
  return quiet;
}

interface Props {
  readonly state: Exclude<UploadState, { status: 'idle' }>;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onCancel: () => void;
}

/** Milliseconds; a chunk of 8 MiB on a slow line still tells its progress more often. */
const patience = 8000;

/** How far the upload is, and the ways to stop it and go on. */
export default function UploadPanel({ state, onPause, onResume, onCancel }: Props) {
  const waiting = state.status === 'running' || state.status === 'complete';
  const quiet = useStalled(state, waiting, patience);
  const sent = state.status === 'complete' ? state.total : state.sent;
  return (
    <section aria-label="Upload" className="card p-4 sm:p-5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <p role="status" className="font-medium">
          {titles[state.status]}
        </p>
        <p className="text-ink-faint tabular-nums">{transferred(state, sent)}</p>
      </div>
      <ProgressBar label="Upload" done={sent} total={state.total} />
      <p role="status" className="mt-3 text-sm text-wait empty:hidden">
        {quiet ? 'Still trying to reach the server. Your progress is saved.' : ''}
      </p>
      {state.status === 'stopped' ? (
        <div className="mt-4">
          <ProblemNotice title="The upload stopped" problem={state.problem} />
        </div>
      ) : null}
      {state.status === 'complete' ? null : (
        <div className="mt-4 flex flex-wrap gap-3">
          {state.status === 'running' ? (
            <button type="button" className="button" onClick={onPause}>
              <Pause aria-hidden="true" className="size-4" /> Pause
            </button>
          ) : (
            <button type="button" className="button" onClick={onResume}>
              {state.status === 'paused' ? (
                <Play aria-hidden="true" className="size-4" />
              ) : (
                <RotateCcw aria-hidden="true" className="size-4" />
              )}
              Resume
            </button>
          )}
          <button type="button" className="button" onClick={onCancel}>
            <X aria-hidden="true" className="size-4" /> Cancel
          </button>
        </div>
      )}
    </section>
  );
}

const titles = {
  running: 'Uploading',
  paused: 'Paused',
  stopped: 'Stopped',
  complete: 'Uploaded. Submitting…',
} as const;

function transferred(state: Props['state'], sent: number): string {
  const amount = `${formatBytes(sent)} of ${formatBytes(state.total)}`;
  if (state.status !== 'running' || !state.speed) return amount;
  const left = formatDuration((state.total - sent) / state.speed);
  return `${amount}, ${formatBytes(state.speed)}/s, ${left} left`;
}
