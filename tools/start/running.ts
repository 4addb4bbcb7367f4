/** Something that was started and has to be ended. */
export interface Running {
  stop(): Promise<void>;
  /** Ends it at once, unclean. */
  kill(): void;
}

/** What may be running, in the order in which it may end: each works on those after it. */
const order = ['web', 'api', 'worker', 'redis', 'postgres'] as const;
export type PartName = (typeof order)[number];

/**
 * All that a start has begun. What becomes ready only after the end was requested is ended with the
 * rest, so that nothing slips through.
 */
export class RunningParts {
  readonly #parts = new Map<PartName, Promise<Running>>();
  readonly #running = new Set<Running>();
  #ending = false;

  async start<Part extends Running>(name: PartName, start: () => Promise<Part>): Promise<Part> {
    if (this.#ending) throw new Error('The start was interrupted.');
    const starting = start();
    this.#parts.set(name, starting);
    const part = await starting;
    this.#running.add(part);
    return part;
  }

  /** Whether all is on its way down, when complaints of one about another are of no use. */
  get ending(): boolean {
    return this.#ending;
  }

  async stop(): Promise<void> {
    this.#ending = true;
    for (const name of order) {
      const part = await this.#parts.get(name)?.catch(() => undefined);
      await part?.stop();
      if (part) this.#running.delete(part);
    }
  }

  kill(): void {
    this.#ending = true;
    for (const part of this.#running) part.kill();
  }
}
