import { readFile } from 'node:fs/promises';
import { importFashionMnist } from '@clusterboard/datasets';
import { evaluationReportSchema, type Metric, metrics, originalMetrics } from '@clusterboard/evaluation';
import { expect, it } from 'vitest';
import golden from '../golden/simclr-fashion-mnist.golden.json' with { type: 'json' };
import { useWorkerFixture } from './worker-fixture.ts';

const fixture = useWorkerFixture(importFashionMnist);

/** Agreement cannot be closer than what a few images more or less in a cluster are worth. */
const floor = 0.005;

it('agrees with scikit-learn on the features of a real encoder, within the noise of the seeds', async () => {
  const model = await readFile(new URL('../../../examples/models/simclr.onnx', import.meta.url));
  const stop = fixture.work({ runner: { ...fixture.context.runner, wallClockSeconds: 300 } });
  try {
    const id = await fixture.submit(model, { side: 28, scale: 1 / 255, outputName: null });
    const { problemCode, evaluations } = await fixture.settled(id);
    expect(problemCode).toBeNull();
    const { summary, runs, featureDim, probes } = evaluationReportSchema.parse(evaluations[0]?.report);
    expect(featureDim).toBe(golden.featureDim);
    // |m₁ − m₂| ≤ 3·√(s₁²/n₁ + s₂²/n₂) + floor: three standard errors of the difference of two means.
    const reference: Partial<Record<Metric, { mean: number; std: number }>> = golden.summary;
    expect(Object.keys(reference)).toEqual(expect.arrayContaining([...originalMetrics]));
    for (const metric of metrics) {
      const [ours, theirs] = [summary[metric], reference[metric]];
      if (!ours || !theirs) continue;
      const error = Math.sqrt(ours.std ** 2 / runs.length + theirs.std ** 2 / golden.seeds);
      expect(Math.abs(ours.mean - theirs.mean), metric).toBeLessThanOrEqual(3 * error + floor);
    }
    const inertia = runs.reduce((sum, run) => sum + run.inertia, 0) / runs.length;
    // Votes agree but for ties; the fit stops where held-out accuracy no longer cares.
    expect(Math.abs((probes?.knn.accuracy ?? 0) - golden.probes.knn)).toBeLessThanOrEqual(0.0005);
    expect(Math.abs((probes?.linear.accuracy ?? 0) - golden.probes.linear.accuracy)).toBeLessThanOrEqual(
      0.003,
    );
    expect(Math.abs(inertia / golden.summary.inertia.mean - 1)).toBeLessThan(0.01);
  } finally {
    await stop();
  }
}, 400_000);
