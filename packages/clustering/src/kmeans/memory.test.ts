import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { fitPca } from '../linear/pca.ts';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import { kmeans } from './kmeans.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Twice: V8 frees the array buffers that one collection finds on a thread of its own, and the next one waits for it. */
async function collectGarbage() {
  collect();
  await setImmediate();
  collect();
}

const template = generateMatrix(1024, 32, 1);

/** Every run gets an input of its own, 128 KiB, so that one kept reference in twenty would show. */
async function runs(count: number) {
  for (let i = 0; i < count; i++) {
    const points = { ...template, data: template.data.slice() };
    const stop = new AbortController();
    const cancelled = kmeans(points, { clusters: 4, seed: i, maxIterations: 5, signal: stop.signal });
    if (i % 3 === 0) stop.abort();
    await cancelled.catch(() => undefined);
    await fitPca(points, { components: 2 });
  }
}

it('is flat over a thousand runs, cancelled ones among them', async () => {
  await runs(200);
  await collectGarbage();
  const before = process.memoryUsage();
  await runs(1000);
  await collectGarbage();
  const after = process.memoryUsage();
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(2 ** 20);
  expect(after.rss - before.rss).toBeLessThan(25 * 2 ** 20);
});
