export interface RestartPolicy {
  /** Milliseconds before the first restart; each further one within `windowMs` doubles them. */
  readonly afterMs: number;
  readonly longestMs: number;
  readonly windowMs: number;
}

export const usualRestarts: RestartPolicy = { afterMs: 1_000, longestMs: 30_000, windowMs: 300_000 };

/** Counts the ends of a process and says how long to wait before its next start. */
export class Restarts {
  readonly #ends: number[] = [];

  constructor(readonly policy: RestartPolicy) {}

  /** @returns how often it has ended within the window, and the milliseconds to wait */
  ended(now = Date.now()): { readonly recent: number; readonly waitMs: number } {
    const { afterMs, longestMs, windowMs } = this.policy;
    this.#ends.push(now);
    const recent = this.#ends.filter((end) => end > now - windowMs).length;
    return { recent, waitMs: Math.min(longestMs, afterMs * 2 ** (recent - 1)) };
  }
}
