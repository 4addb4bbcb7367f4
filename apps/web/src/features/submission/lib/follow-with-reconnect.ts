import type { SubmissionUpdate } from './follow-submission.ts';

/** A reader who is refused comes back after one second, then two, four, … */
const firstPause = 1000;
const maxPause = 30_000;

interface Following {
  readonly id: string;
  /** Where to go on from: the cursor of the last update that was seen. */
  readonly after: () => string | null;
  readonly onUpdate: (update: SubmissionUpdate) => Promise<void>;
  /** Nothing comes until the next update. */
  readonly onBreak: () => void;
  readonly signal: AbortSignal;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Follows a submission by a stream that is reopened whenever it breaks off, until `signal` aborts. */
export async function followWithReconnect({
  id,
  after,
  onUpdate,
  onBreak,
  signal,
}: Following): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      // Its own script: pages of submissions that are over need none of it.
      const { followSubmission } = await import('./follow-submission.ts');
      for await (const update of followSubmission(id, after(), signal)) {
        failures = 0;
        await onUpdate(update);
      }
    } catch {
      // The page polls meanwhile.
    }
    if (signal.aborted) return;
    onBreak();
    await pause(Math.min(maxPause, firstPause * 2 ** failures), signal);
    failures += 1;
  }
}
