import type { Labels } from '../contingency/contingency.ts';
import { Random } from '../random.ts';

export interface HoldOut {
  /** Rows to fit on, rising. */
  readonly fit: Int32Array;
  /** Rows to judge by, rising; none where no class can spare one. */
  readonly held: Int32Array;
}

const seedOfHoldOut = 9_503;
const heldShare = 0.1;

/**
 * A seeded part of the train rows, at most about `maxRows` of them, and a tenth of it held out: both
 * stratified, with at least one row held out of each class that has two.
 */
export function holdOut(labels: Labels, classCount: number, maxRows: number): HoldOut {
  const rowsOf = Array.from({ length: classCount }, (): number[] => []);
  for (let row = 0; row < labels.length; row++) rowsOf[labels[row] as number]?.push(row);
  const share = Math.min(1, maxRows / labels.length);
  const random = Random.seeded(seedOfHoldOut);
  const [fit, held]: [number[], number[]] = [[], []];
  for (const rows of rowsOf) {
    const order = Int32Array.from(rows);
    random.shuffle(order);
    const taken = Math.max(Math.min(2, order.length), Math.round(share * order.length));
    const out = taken < 2 ? 0 : Math.max(1, Math.round(heldShare * taken));
    held.push(...order.subarray(0, out));
    fit.push(...order.subarray(out, taken));
  }
  return { fit: Int32Array.from(fit).sort(), held: Int32Array.from(held).sort() };
}
