import { acceptFile, fromBytes } from '@clusterboard/onnx';
import { describe, expect, it } from 'vitest';
import { allHostileModels, hostileModels } from './hostile-models.ts';
import { expectPlainSentence } from './plain-sentence-fixture.ts';

const mebibyte = 2 ** 20;

it('are at least 120, in ten classes, each under its own name', () => {
  expect(allHostileModels.length).toBeGreaterThanOrEqual(120);
  for (const models of Object.values(hostileModels)) {
    expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
  }
});

describe.each(Object.entries(hostileModels))('a hostile file: %s', (_class, models) => {
  it.each(models.map((model) => [model.name, model] as const))(
    '%s',
    async (_name, { bytes, ends, expected }) => {
      const file = bytes();
      expect(file.length).toBeLessThan(16 * mebibyte);
      expect(Buffer.from(bytes()).equals(file)).toBe(true);
      let read = 0;
      const source = fromBytes(file);
      const start = performance.now();
      const accepted = await acceptFile({
        size: source.size,
        read: (offset, length) => {
          read += length;
          return source.read(offset, length);
        },
      });
      if (accepted.ok) expect(ends).toBe('run');
      else {
        expect(expected).toContain(accepted.problem.code);
        expectPlainSentence(accepted.problem.message);
        if (ends === 'run') throw new Error(`refused without being run: ${accepted.problem.message}`);
      }
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(read).toBeLessThan(4 * file.length + 4 * mebibyte);
    },
  );
});
