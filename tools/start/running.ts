/** Something that was started and has to be ended. */
export interface Running {
  stop(): Promise<void>;
  /** Ends it at once, unclean. */
  kill(): void;
}

/** What may be running; each stands before what it uses. */
const partNames = ['web', 'api', 'worker', 'redis', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

/** What works on each, and has to end before it. */
const usersOf: Readonly<Record<PartName, readonly PartName[]>> = {
  web: [],
  api: ['web'],
  worker: [],
  redis: ['worker'],
  postgres: ['api', 'worker'],
};

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
    const ends = new Map<PartName, Promise<void>>();
    const end = async (name: PartName): Promise<void> => {
      await Promise.all(usersOf[name].map((user) => ends.get(user)));
      const part = await this.#parts.get(name)?.catch(() => undefined);
      await part?.stop();
      if (part) this.#running.delete(part);
    };
    for (const name of partNames) ends.set(name, end(name));
    await Promise.all(ends.values());
  }

  kill(): void {
    this.#ending = true;
    for (const part of this.#running) part.kill();
  }
}
