import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { generateMatrix } from './generated-matrix.ts';
import { kmeans } from './kmeans.ts';
import { fitPca } from './pca.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Every run gets an input of its own, 256 KiB, so that one kept reference in ten would show. */
async function runs(count: number) {
  for (let i = 0; i < count; i++) {
    const points = generateMatrix(1024, 64, 1, () => i);
    points.data[i % points.data.length] = -1;
    const stop = new AbortController();
    const cancelled = kmeans(points, { clusters: 4, seed: i, signal: stop.signal });
    if (i % 3 === 0) stop.abort();
    await cancelled.catch(() => undefined);
    await fitPca(points, { components: 2 });
  }
}

it('is flat over a thousand runs, cancelled ones among them', async () => {
  await runs(200);
  collectGarbage();
  const before = process.memoryUsage();
  await runs(1000);
  collectGarbage();
  const after = process.memoryUsage();
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(4 * 2 ** 20);
  expect(after.rss - before.rss).toBeLessThan(25 * 2 ** 20);
});
