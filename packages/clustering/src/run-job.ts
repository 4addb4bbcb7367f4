import { AbortError } from './abort-error.ts';
import type { NativeJob } from './native.ts';

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
