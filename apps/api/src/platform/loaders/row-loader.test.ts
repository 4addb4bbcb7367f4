import { describe, expect, it } from 'vitest';
import { parsedRowLoader } from './row-loader.ts';

interface Row {
  readonly key: string;
  readonly text: string;
}

/** Of which `broken` cannot be read and `nobody` is not there. */
function numbers() {
  const found: string[][] = [];
  const read: string[] = [];
  const loader = parsedRowLoader<Row, { readonly number: number }>(
    async (keys) => {
      found.push(keys);
      return keys
        .filter((key) => key !== 'nobody')
        .map((key) => ({ key, text: key === 'broken' ? '{' : '7' }));
    },
    ({ key }) => key,
    ({ key, text }) => {
      read.push(key);
      return { number: JSON.parse(text) };
    },
  );
  return { loader, found, read };
}

describe('a row', () => {
  it('is found and read once, however often it is asked for', async () => {
    const { loader, found, read } = numbers();
    const [one, other] = await Promise.all([loader.load('a'), loader.load('a')]);
    expect([one, other, await loader.loadOrThrow('a')]).toEqual(Array(3).fill({ number: 7 }));
    expect(other).toBe(one);
    expect([found, read]).toEqual([[['a']], ['a']]);
  });

  it('that cannot be read fails alone', async () => {
    const { loader, found } = numbers();
    const answers = await Promise.allSettled(['a', 'broken', 'nobody'].map((key) => loader.load(key)));
    expect(answers).toEqual([
      { status: 'fulfilled', value: { number: 7 } },
      { status: 'rejected', reason: expect.any(SyntaxError) },
      { status: 'fulfilled', value: null },
    ]);
    expect(found).toHaveLength(1);
  });
});
