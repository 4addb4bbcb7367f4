import { performance } from 'node:perf_hooks';

/** A step that could not be done; the message is for the person at the terminal. */
export class SetupFailure extends Error {}

const quietMs = 2_000;
const remindMs = 15_000;

/** @param {string} line */
export const say = (line) => process.stdout.write(`${line}\n`);

/** @param {number} since @returns {string} */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs `work` and says how long it took. Steps may run side by side: each speaks in whole lines, at
 * its end and, when it takes long, in between, with what `work` last told it through `note`.
 *
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T>} work
 * @param {(result: T) => string} [result] a few words on what came out
 * @returns {Promise<T>}
 */
export async function step(label, work, result = () => '') {
  const started = performance.now();
  let note = '';
  const begun = setTimeout(() => say(`  · ${label} …`), quietMs);
  const reminder = setInterval(() => say(`  · ${label} … ${seconds(started)}  ${note}`.trimEnd()), remindMs);
  try {
    const value = await work((text) => {
      note = text.trim().slice(0, 80);
    });
    say(`  ✓ ${label.padEnd(20)} ${seconds(started).padStart(7)}  ${result(value)}`.trimEnd());
    return value;
  } catch (error) {
    say(`  ✗ ${label.padEnd(20)} ${seconds(started).padStart(7)}`);
    throw error;
  } finally {
    clearTimeout(begun);
    clearInterval(reminder);
  }
}
