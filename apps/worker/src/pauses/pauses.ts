import type { PauseScope } from '@clusterboard/core';
import type { Problem, Result } from '@clusterboard/problems';

/** Work that waits for what it needs. */
export interface Pause {
  readonly scope: PauseScope;
  readonly problem: Problem;
  readonly since: Date;
  readonly retryAt: Date;
  /** How often it was tried in vain. */
  readonly times: number;
  /** Whether its cause is gone; without it, only the work itself can tell. */
  readonly proof: Proof | null;
}

type Proof = () => Promise<Result<void>>;

const firstMs = 5_000;
const longestMs = 300_000;

/**
 * What this worker waits for. Each pause that follows on the same fault is twice as long, from 5 s to 5 min; what
 * lies within one, such as a second task that meets the same fault, does not count.
 */
export class Pauses {
  readonly #pauses = new Map<PauseScope, Pause>();
  readonly #now: () => number;
  /** Called after every change. */
  onChange: () => void = () => undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The pause that keeps work of one of these scopes from being tried now. */
  waiting(scopes: readonly PauseScope[]): Pause | null {
    const found = scopes.flatMap((scope) => this.#pauses.get(scope) ?? []);
    return found.find(({ retryAt }) => retryAt.getTime() > this.#now()) ?? null;
  }

  begin(scope: PauseScope, problem: Problem, proof: Proof | null = null): Pause {
    const now = this.#now();
    const before = this.#pauses.get(scope);
    if (before && before.retryAt.getTime() > now) return before;
    const times = (before?.times ?? 0) + 1;
    const retryAt = new Date(now + Math.min(longestMs, firstMs * 2 ** (times - 1)));
    const pause = { scope, problem, since: before?.since ?? new Date(now), retryAt, times, proof };
    this.#pauses.set(scope, pause);
    this.onChange();
    return pause;
  }

  /** Tries those that are due, and drops what only its work could have tried, and has not. */
  async proveAgain(): Promise<void> {
    for (const { scope, retryAt, proof } of this.list()) {
      const dueMs = this.#now() - retryAt.getTime();
      if (dueMs < 0) continue;
      if (proof === null) {
        if (dueMs > longestMs) this.end(scope);
        continue;
      }
      const proven = await proof();
      if (proven.ok) this.end(scope);
      else this.begin(scope, proven.problem, proof);
    }
  }

  end(scope: PauseScope): void {
    if (this.#pauses.delete(scope)) this.onChange();
  }

  list(): readonly Pause[] {
    return [...this.#pauses.values()];
  }
}
