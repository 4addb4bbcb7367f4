import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableText } from './printable.ts';

/** Clears the screen, sets the title, reverses text, hides itself, is half a character. */
const hostile = [
  '\u001b[2J',
  '\u009b31m',
  '\u001b]0;title\u0007',
  '\r',
  '\u202e',
  '\u200b',
  '\ud800',
  '\u0000',
];

describe('printable text', () => {
  it.each(hostile)('of %j holds nothing that a terminal obeys', (text) => {
    for (const shown of [printable(text), printableText(text), printableJson(text)]) {
      expect(shown).not.toMatch(/[^\P{C}\n]/u);
    }
  });

  it('keeps letters of every script, and emoji', () => {
    const name = 'ResNet-50 Žluť 汉字 مرحبا 🦜';
    expect([printable(name), printableText(name), printableJson(name)]).toEqual([name, name, name]);
  });

  it('is one line, unless it may have several', () => {
    expect(printable('a\nb\tc')).toBe('a�b�c');
    expect(printableText('a\nb\tc\r')).toBe('a\nb\tc�');
  });

  it('is the same value in JSON', () => {
    const value = { names: [...hostile, '\u{e0001}', 'ok'] };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/[^\P{C}\n]/u);
  });
});
