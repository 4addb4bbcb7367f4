import { copyFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How much is kept of one log. */
export interface LogLimits {
  /** A log that is larger is put aside. */
  readonly bytes: number;
  /** So is one that was begun longer ago, in milliseconds. */
  readonly ageMs: number;
  /** Logs that were put aside: `file.1` is the newest. */
  readonly kept: number;
  /** Those last written longer ago are removed, in milliseconds. */
  readonly keptMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** 30 MiB a log, 150 MiB for the five logs of a server. */
export const standardLimits: LogLimits = {
  bytes: 10 * 2 ** 20,
  ageMs: 7 * dayMs,
  kept: 2,
  keptMs: 28 * dayMs,
};

/** Size and beginning of a log; null where there is none. */
export function measureLog(file: string, now: number): { bytes: number; begun: number } | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  // Not every file system knows when a file was made.
  return { bytes: found.size, begun: found.birthtimeMs > 0 ? found.birthtimeMs : now };
}

export const isOver = (
  { bytes, begun }: { readonly bytes: number; readonly begun: number },
  limits: LogLimits,
  now: number,
): boolean => bytes > 0 && (bytes >= limits.bytes || now - begun > limits.ageMs);

/** Moves `file.1` to `file.2` and so on; what would exceed the limits is removed. */
function shift(file: string, { kept, keptMs }: LogLimits, now: number): void {
  const prefix = `${basename(file)}.`;
  const aside = readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => ({ path: join(dirname(file), name), number: Number(name.slice(prefix.length)) }))
    .toSorted((one, other) => other.number - one.number);
  for (const { path, number } of aside) {
    const old = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > keptMs;
    if (number >= kept || old) rmSync(path, { force: true });
    else renameSync(path, `${file}.${number + 1}`);
  }
}

/** Puts a log aside that nobody has open. */
export function rotate(file: string, limits: LogLimits, now: number): void {
  shift(file, limits, now);
  if (limits.kept > 0) renameSync(file, `${file}.1`);
  else rmSync(file, { force: true });
}

/**
 * Puts the content of a log aside that another process appends to, and empties it. Lines that come in between
 * are lost, and so is all of it where there is no room for a copy.
 */
export function rotateInPlace(file: string, now: number, limits: LogLimits = standardLimits): void {
  try {
    const measured = measureLog(file, now);
    if (measured === null || !isOver(measured, limits, now)) return;
    try {
      shift(file, limits, now);
      copyFileSync(file, `${file}.1`);
    } catch {
      rmSync(`${file}.1`, { force: true });
    }
    truncateSync(file);
  } catch {
    // A log is never a reason to end what it is about.
  }
}
