import { expect } from 'vitest';

/** What a page, a terminal or a log shows of a problem: short, printable, and without paths of this machine. */
export function expectPlainSentence(sentence: string): void {
  expect(sentence).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(sentence.length).toBeLessThan(2000);
  expect(sentence).not.toContain(import.meta.dirname.split('/').slice(0, 3).join('/'));
}
