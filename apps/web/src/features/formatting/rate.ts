interface Sample {
  readonly at: number;
  readonly amount: number;
}

/** How fast something grows, over its last few seconds. */
export class Rate {
  #samples: Sample[] = [];
  readonly #window: number;

  /** @param window milliseconds: long enough to steady the figure, short enough to follow a change */
  constructor(window: number) {
    this.#window = window;
  }

  /** Notes that there are `amount` in all at time `at` (milliseconds). */
  note(amount: number, at: number): void {
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= this.#window), { at, amount }];
  }

  /** null until two samples lie apart in time. */
  perSecond(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return null;
    return (1000 * Math.max(0, last.amount - first.amount)) / (last.at - first.at);
  }
}
