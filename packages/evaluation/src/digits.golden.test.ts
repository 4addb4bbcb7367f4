import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Matrix } from '@clusterboard/clustering';
import { importDigits, type Pack, type PackSplit } from '@clusterboard/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import miniBatch from '../golden/digits-mini-batch.golden.json' with { type: 'json' };
import reduced from '../golden/digits-pca16.golden.json' with { type: 'json' };
import pixels from '../golden/digits-pixels.golden.json' with { type: 'json' };
import { evaluate } from './evaluate.ts';
import { type Metric, metrics, originalMetrics } from './metrics/registry.ts';
import { paper2020, strict1 } from './protocol/protocols.ts';
import type { MetricSummary } from './scoring/scores.ts';

/** Agreement cannot be closer than what one image more or less in a cluster is worth. */
const floor = 0.005;

type Spread = Pick<MetricSummary, 'mean' | 'std'>;

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - 1)) };
}

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
    { name: 'all 64 dimensions', protocol: strict1, golden: pixels },
    { name: '16 principal components', protocol: { ...strict1, pcaDim: 16 }, golden: reduced },
    { name: 'batches of 512', protocol: { ...paper2020, leastBatch: 512 }, golden: miniBatch },
  ])('agrees within seed noise: $name', async ({ protocol, golden }) => {
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
      protocol: { ...protocol, seeds: Array.from({ length: golden.seeds }, (_, seed) => seed) },
    });
    if (!result.ok) throw new Error(result.problem.message);
    const { summary, runs, pca, pcaDim: dim } = result.value.report;
    expect(dim).toBe(golden.pcaDim);
    expect(pca.explainedVariance).toBeCloseTo(golden.explainedVariance, 4);

    // |m₁ − m₂| ≤ 3·√(s₁²/n₁ + s₂²/n₂) + floor: three standard errors of the difference of two means.
    const expectAlike = (what: string, ours: Spread, theirs: Spread, least: number) => {
      const error = Math.sqrt(ours.std ** 2 / runs.length + theirs.std ** 2 / golden.seeds);
      expect(Math.abs(ours.mean - theirs.mean), what).toBeLessThanOrEqual(3 * error + least);
    };
    const theirs: Partial<Record<Metric, Spread>> = golden.summary;
    expect(Object.keys(theirs)).toEqual(expect.arrayContaining([...originalMetrics]));
    for (const metric of metrics) {
      const [ours, other] = [summary[metric], theirs[metric]];
      if (ours && other) expectAlike(metric, ours, other, floor);
    }
    const inertia = spreadOf(runs.map((run) => run.inertia));
    expectAlike('inertia', inertia, golden.summary.inertia, floor * golden.summary.inertia.mean);
  });
});
