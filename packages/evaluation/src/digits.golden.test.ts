import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importDigits, type Pack, type PackSplit } from '@clusterboard/datasets';
import type { Matrix } from '@clusterboard/faiss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import reduced from '../golden/digits-pca16.golden.json' with { type: 'json' };
import pixels from '../golden/digits-pixels.golden.json' with { type: 'json' };
import { evaluate } from './evaluate.ts';
import { strict1 } from './protocol.ts';
import { metrics } from './scores.ts';

/** Agreement cannot be closer than what one image more or less in a cluster is worth. */
const floor = 0.005;

const seeds = Array.from({ length: pixels.seeds }, (_, seed) => seed);

async function pixelFeatures({ count, imageBytes, imagesPath }: PackSplit): Promise<Matrix> {
  const images = await readFile(imagesPath);
  return { data: Float32Array.from(images, (value) => value / 255), rows: count, dim: imageBytes };
}

describe('evaluate against scikit-learn, on the pixels of digits', () => {
  let directory: string;
  let pack: Pack;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clusterboard-digits-'));
    const imported = await importDigits(directory);
    if (!imported.ok) throw new Error(imported.problem.message);
    pack = imported.value;
  });

  afterAll(() => rm(directory, { recursive: true }));

  it.each([
    { name: 'all 64 dimensions', pcaDim: strict1.pcaDim, golden: pixels },
    { name: '16 principal components', pcaDim: 16, golden: reduced },
  ])('agrees within seed noise: $name', async ({ pcaDim, golden }) => {
    const train = await pixelFeatures(pack.train);
    const test = await pixelFeatures(pack.test);
    const hash = createHash('sha256').update(new Uint8Array(train.data.buffer));
    expect(hash.update(new Uint8Array(test.data.buffer)).digest('hex')).toBe(golden.featuresSha256);

    const result = await evaluate({
      train,
      trainLabels: await pack.train.readLabels(),
      test,
      testLabels: await pack.test.readLabels(),
      classCount: pack.manifest.classNames.length,
      protocol: { ...strict1, pcaDim, seeds },
    });
    if (!result.ok) throw new Error(result.problem.message);
    const { summary, runs, pca, pcaDim: dim } = result.value;
    expect(dim).toBe(golden.pcaDim);
    expect(pca.explainedVariance).toBeCloseTo(golden.explainedVariance, 4);

    // |m₁ − m₂| ≤ 3·√(s₁²/n₁ + s₂²/n₂) + floor: three standard errors of the difference of two means.
    for (const metric of metrics) {
      const ours = summary[metric];
      const theirs = golden.summary[metric];
      const error = Math.sqrt(ours.std ** 2 / runs.length + theirs.std ** 2 / golden.seeds);
      expect(Math.abs(ours.mean - theirs.mean), metric).toBeLessThanOrEqual(3 * error + floor);
    }
    const inertia = runs.reduce((sum, run) => sum + run.inertia, 0) / runs.length;
    expect(Math.abs(inertia / golden.summary.inertia.mean - 1)).toBeLessThan(0.01);
  });
});
