import { CirclePause } from 'lucide-react';
import { formatDateTime } from '../../formatting/format.ts';
import type { Submission } from '../lib/submission-query.ts';

/** That a submission waits for something of ours, and goes on by itself. */
export function PauseNotice({ submission: { pause, final } }: { submission: Submission }) {
  if (pause === null || final) return null;
  const { cause, since, retryAt } = pause;
  return (
    <section role="status" className="card mb-6 p-4 sm:p-5">
      <h2 className="flex items-center gap-2 font-semibold text-wait">
        <CirclePause aria-hidden="true" className="size-5 shrink-0" />
        Paused
      </h2>
      <p className="mt-2 leading-relaxed break-words">{cause.message}</p>
      <p className="mt-1 leading-relaxed text-ink-soft">
        This is not about your model, and you needn’t do anything: it continues automatically.
      </p>
      <p className="mt-3 text-xs text-ink-faint">
        <span className="font-mono">{cause.code}</span>, since {formatDateTime(since)}, next try at{' '}
        {formatDateTime(retryAt).replace(/^.*, /, '')}
      </p>
    </section>
  );
}
