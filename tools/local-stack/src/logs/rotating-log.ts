import { closeSync, openSync, writeSync } from 'node:fs';
import { isOver, type LogLimits, measureLog, rotate, standardLimits } from './rotation.ts';

/** How long a log that cannot be written is left alone. */
const retryMs = 5_000;

/**
 * A log file of bounded size. Writing never fails: lines that cannot be written are lost, and the log says how
 * many once it can be written again.
 */
export class RotatingLog {
  readonly #file: string;
  readonly #limits: LogLimits;
  readonly #now: () => number;
  #open: { readonly handle: number; readonly begun: number; bytes: number } | undefined;
  #lost = 0;
  #retryAt = 0;

  constructor(file: string, limits: LogLimits = standardLimits, now: () => number = Date.now) {
    this.#file = file;
    this.#limits = limits;
    this.#now = now;
  }

  /** Appends a line. */
  write(line: string): void {
    const now = this.#now();
    if (now < this.#retryAt) {
      this.#lost++;
      return;
    }
    try {
      const lost = this.#lost;
      if (lost > 0) this.#append(`${lost} lines could not be written here.\n`, now);
      this.#lost = 0;
      this.#append(`${line}\n`, now);
    } catch {
      this.close();
      this.#lost++;
      this.#retryAt = now + retryMs;
    }
  }

  #append(text: string, now: number): void {
    if (this.#open && isOver(this.#open, this.#limits, now)) this.close();
    if (!this.#open) {
      const earlier = measureLog(this.#file, now);
      const over = earlier !== null && isOver(earlier, this.#limits, now);
      if (over) rotate(this.#file, this.#limits, now);
      const { bytes, begun } = earlier === null || over ? { bytes: 0, begun: now } : earlier;
      this.#open = { handle: openSync(this.#file, 'a'), begun, bytes };
    }
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; )
      written += writeSync(this.#open.handle, bytes, written, bytes.length - written);
    this.#open.bytes += bytes.length;
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    try {
      if (open) closeSync(open.handle);
    } catch {
      // What the system still held of it is lost.
    }
  }
}
