import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function terminal(isTTY: boolean) {
  const seen: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      seen.push(String(chunk));
      done();
    },
  });
  return { seen, stream: Object.assign(stream, { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream };
}

it('shows a bar for each stage on a terminal', async () => {
  const { seen, stream } = terminal(true);
  const progress = await createProgress(stream);
  progress.show('features', 0, 10);
  progress.show('features', 10, 10);
  progress.show('k-means', 1, 5);
  progress.stop();
  progress.stop();
  const text = seen.join('');
  expect(text).toMatch(/features .* 0% 0\/10/);
  expect(text).toMatch(/features .* 100% 10\/10/);
  expect(text).toMatch(/k-means .* 20% 1\/5/);
});

it('shows nothing without a terminal', async () => {
  const { seen, stream } = terminal(false);
  const progress = await createProgress(stream);
  progress.show('features', 1, 10);
  progress.stop();
  expect(seen).toEqual([]);
});
