interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Long enough to steady the figure, short enough to follow a change. */
const windowMilliseconds = 4000;

/** Bytes a second over the last few seconds of a transfer. */
export class TransferSpeed {
  #samples: Sample[] = [];

  /** Notes that `bytes` in all have arrived at time `at` (milliseconds). */
  note(bytes: number, at: number): void {
    this.#samples = [
      ...this.#samples.filter((sample) => at - sample.at <= windowMilliseconds),
      { at, bytes },
    ];
  }

  /** null until two samples lie apart in time. */
  bytesPerSecond(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return null;
    return (1000 * Math.max(0, last.bytes - first.bytes)) / (last.at - first.at);
  }
}
