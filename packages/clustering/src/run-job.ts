import type { NativeJob } from './native.ts';

/** The caller's signal stopped the work; `cause` is the signal's reason. Named as Node's own APIs do. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'ABORT_ERR';

  constructor(signal: AbortSignal) {
    super('The operation was aborted', { cause: signal.reason });
  }
}

/** Starts a native job and waits for it; when `signal` aborts, cancels it and throws an {@link AbortError}. */
export async function runJob<T>(start: () => NativeJob<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return start().promise;
  if (signal.aborted) throw new AbortError(signal);
  const job = start();
  const cancel = () => job.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await job.promise;
  } catch (error) {
    throw signal.aborted ? new AbortError(signal) : error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
