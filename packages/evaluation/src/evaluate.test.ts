import { applyPca, assign, type Matrix } from '@clusterboard/clustering';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { EvaluationInput, EvaluationProgress } from './evaluation-input.ts';
import { goldenDraws } from './golden-draws.ts';
import { bootstrap } from './intervals/bootstrap.ts';
import type { ScoredAssignment } from './intervals/influence.ts';
import { scoreInterval } from './intervals/percentile-interval.ts';
import { metrics } from './metrics/registry.ts';
import { paper2020Over, strict1 } from './protocol/protocols.ts';
import { type EvaluationReport, evaluationReportSchema } from './report.ts';
import { scoreClustering } from './scoring/score-clustering.ts';

const classCount = 4;
const dim = 12;

/** Four well separated blobs, `perClass` rows each. */
function blobs(perClass: number, seed: number): { points: Matrix; labels: Uint16Array } {
  const draw = goldenDraws(seed);
  const rows = perClass * classCount;
  const data = new Float32Array(rows * dim);
  const labels = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = row % classCount;
    labels[row] = label;
    for (let i = 0; i < dim; i++) data[row * dim + i] = (i % classCount === label ? 10 : 0) + draw();
  }
  return { points: { data, rows, dim }, labels };
}

function input(changes: Partial<EvaluationInput> = {}): EvaluationInput {
  const train = blobs(50, 1);
  const test = blobs(20, 2);
  return {
    train: train.points,
    trainLabels: train.labels,
    test: test.points,
    testLabels: test.labels,
    classCount,
    protocol: strict1,
    ...changes,
  };
}

async function evaluationOf(changes: Partial<EvaluationInput> = {}): Promise<Evaluation> {
  const result = await evaluate(input(changes));
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const reportOf = async (changes: Partial<EvaluationInput> = {}): Promise<EvaluationReport> =>
  (await evaluationOf(changes)).report;

const withValue = (points: Matrix, index: number, value: number): Matrix => {
  const data = points.data.slice();
  data[index] = value;
  return { ...points, data };
};

/** Test images of which some look like those of another class. */
const blurred = blobs(20, 3);
for (let row = 0; row < blurred.points.rows; row += 7) blurred.labels[row] = 0;

describe('evaluate', () => {
  it('reports every seed, their mean and their deviation', async () => {
    const report = await reportOf();
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.runs.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4]);
    expect(report).toMatchObject({ trainCount: 200, testCount: 80, clusters: 4, featureDim: 12, pcaDim: 12 });
    const accuracies = report.runs.map(({ scores }) => scores.acc);
    const mean = accuracies.reduce((sum, value) => sum + value, 0) / 5;
    const variance = accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    expect(report.summary.acc.mean).toBeCloseTo(mean, 12);
    expect(report.summary.acc.std).toBeCloseTo(Math.sqrt(variance), 12);
    expect(Math.max(...accuracies)).toBe(1);
  });

  it('says that a PCA which would only rotate was left out', async () => {
    const { pca } = await reportOf();
    expect(pca).toMatchObject({ applied: false, dim: 12, explainedVariance: 1 });
    expect(pca.applied ? '' : pca.reason).toContain('only rotate');
  });

  it('reduces wide features, on test as on train', async () => {
    const report = await reportOf({ protocol: { ...strict1, pcaDim: 3 } });
    expect(report).toMatchObject({ featureDim: 12, pcaDim: 3, pca: { applied: true, dim: 3 } });
    expect(report.pca.explainedVariance).toBeGreaterThan(0.9);
    expect(report.pca.explainedVariance).toBeLessThan(1);
    expect(Math.max(...report.runs.map(({ scores }) => scores.acc))).toBe(1);
  });

  it('uses over × classes clusters and matches each of them', async () => {
    const report = await reportOf({ protocol: { ...strict1, over: 1.5 } });
    expect(report.clusters).toBe(6);
    expect(report.runs[0]?.matching).toHaveLength(6);
    expect(new Set(report.runs[0]?.matching)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('gives the same report and artefacts for any number of threads', async () => {
    expect(await evaluationOf({ threads: 1 })).toEqual(await evaluationOf({ threads: 2 }));
  });

  it('has a deviation of 0 for a single seed', async () => {
    const report = await reportOf({ protocol: { ...strict1, seeds: [3] } });
    expect(report.summary.ari.std).toBe(0);
    expect(report.summary.ari.mean).toBe(report.runs[0]?.scores.ari);
  });

  it('gives each score an interval around its mean, those of its replicates', async () => {
    const { report, artefacts } = await evaluationOf({ test: blurred.points, testLabels: blurred.labels });
    for (const metric of metrics) {
      const summary = report.summary[metric];
      if (summary === undefined) throw new Error(`the report lacks ${metric}`);
      const { mean, interval } = summary;
      expect(interval, metric).toEqual(scoreInterval(metric, artefacts.replicates[metric]));
      expect(interval?.low, metric).toBeLessThan(mean);
      expect(interval?.high, metric).toBeGreaterThan(mean);
    }
  });

  it('keeps what its scores can be computed from again', async () => {
    const given = input({ protocol: { ...strict1, pcaDim: 3 } });
    const { report, artefacts } = await evaluationOf(given);
    if (artefacts.pca === null) throw new Error('no PCA');
    expect(await applyPca(artefacts.pca, given.train)).toEqual(artefacts.train);
    expect(await applyPca(artefacts.pca, given.test)).toEqual(artefacts.test);
    const runs: ScoredAssignment[] = [];
    for (const [i, run] of artefacts.runs.entries()) {
      const again = await assign(artefacts.test, run.centroids);
      expect(again.assignment).toEqual(run.testAssignment);
      const scored = scoreClustering(
        { clusters: run.trainAssignment, labels: given.trainLabels },
        { clusters: run.testAssignment, labels: given.testLabels },
        report.clusters,
        classCount,
      );
      expect(report.runs[i]?.scores).toEqual(scored.scores);
      runs.push({ clusters: run.testAssignment, ...scored });
    }
    const replicates = bootstrap({
      labels: given.testLabels,
      classCount,
      clusterCount: report.clusters,
      runs,
    });
    expect(replicates).toEqual(artefacts.replicates);
  });

  it('draws curves through its own place', async () => {
    const { curves, summary } = await reportOf({ protocol: { ...strict1, pcaDim: 3 } });
    const own = { dim: 3, clusters: 4, trainCount: 200, seeds: 5 };
    expect(curves?.dims.at(0)).toMatchObject(own);
    expect(curves?.dims.at(0)?.scores.ami).toBeCloseTo(summary.ami.mean, 12);
    expect(curves?.clusters.at(0)).toMatchObject(own);
    expect(curves?.dims.at(-1)).toMatchObject({ dim: 12, clusters: 4, seeds: 1 });
    const clusters = curves?.clusters.map((point) => point.clusters) ?? [];
    expect(clusters).toEqual(clusters.toSorted((a, b) => a - b));
  });

  it('probes the features themselves, unless told not to', async () => {
    const given = { test: blurred.points, testLabels: blurred.labels, protocol: { ...strict1, pcaDim: 3 } };
    const { probes } = await reportOf(given);
    const right = blurred.labels.filter((label, row) => label === row % classCount).length / 80;
    for (const probe of [probes?.knn, probes?.linear]) {
      expect(probe?.accuracy).toBeCloseTo(right, 12);
      expect(probe?.interval.low).toBeLessThan(right);
      expect(probe?.interval.high).toBeGreaterThan(right);
    }
    expect(await reportOf({ ...given, probes: false })).not.toHaveProperty('probes');
  });

  it('runs mini-batches, with as many clusters as the published code', async () => {
    const report = await reportOf({ protocol: { ...paper2020Over, over: 1.4, epochs: 10 } });
    expect(report).toMatchObject({ clusters: 5, pcaDim: 12, pca: { applied: false } });
    expect(report.runs.map(({ iterations, converged }) => [iterations, converged])).toEqual(
      Array(5).fill([10, false]),
    );
    expect(Math.max(...report.runs.map(({ scores }) => scores.accTrainMajority))).toBe(1);
  });

  it('tells how far it is', async () => {
    const seen: EvaluationProgress[] = [];
    await reportOf({ onProgress: (progress) => seen.push(progress) });
    const start = { done: 0, total: 1, seedsDone: 0, seedsTotal: 5, iteration: 0 };
    expect(seen[0]).toEqual({ stage: 'pca', ...start });
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual([
      'pca',
      'cluster',
      'interval',
      'curves',
      'probes',
    ]);
    const seeds = seen.map(({ seedsDone }) => seedsDone);
    expect(seeds).toEqual(seeds.toSorted((a, b) => a - b));
    expect(seen.some(({ iteration }) => iteration > 0)).toBe(true);
    for (const stage of ['cluster', 'interval', 'curves', 'probes'] as const) {
      const last = seen.findLast((progress) => progress.stage === stage);
      expect(last?.done, stage).toBe(last?.total);
    }
  });

  it.each(['pca', 'cluster', 'interval', 'curves', 'probes'] as const)(
    'stops when it is told to: %s',
    async (stage) => {
      const stop = new AbortController();
      const seen: string[] = [];
      const onProgress = (progress: EvaluationProgress) => {
        seen.push(progress.stage);
        if (progress.stage === stage) stop.abort();
      };
      const evaluation = evaluate(input({ signal: stop.signal, onProgress }));
      await expect(evaluation).rejects.toMatchObject({ name: 'AbortError' });
      expect(seen.at(-1)).toBe(stage);
    },
  );
});

describe('features that cannot be judged', () => {
  const { train, test } = input();

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'names the row of a %d on either split',
    async (value) => {
      const onTrain = await evaluate(input({ train: withValue(train, 7 * dim + 3, value) }));
      expect(onTrain).toMatchObject({ ok: false, problem: { code: 'FEATURES_NOT_FINITE' } });
      expect(onTrain.ok ? '' : onTrain.problem.message).toContain('image 7 (train split)');
      const onTest = await evaluate(input({ test: withValue(test, 79 * dim, value) }));
      expect(onTest.ok ? '' : onTest.problem.message).toContain('image 79 (test split)');
    },
  );

  it('takes the largest finite values for finite', async () => {
    const huge = { ...train, data: train.data.map((value) => (value > 5 ? 3e18 : -3e18)) };
    const result = await evaluate(input({ train: huge }));
    expect(result.ok ? '' : result.problem.code).not.toBe('FEATURES_NOT_FINITE');
  });

  it.each([1e16, 1e-18])('refuses features with norms of %d, which float32 cannot square', async (scale) => {
    const data = train.data.map((value) => value * scale);
    const result = await evaluate(input({ train: { ...train, data } }));
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_OUT_OF_RANGE' } });
    expect(result.ok ? '' : result.problem.message).toMatch(
      /\(train split\), have an L2 norm of \d\.\de[+-]1\d;/,
    );
  });

  it.each([2 ** 40, 2 ** -40])('gives features scaled by %d the same scores', async (scale) => {
    const scaled = (points: Matrix) => ({ ...points, data: points.data.map((value) => value * scale) });
    const [plain, result] = await Promise.all([
      evaluate(input({})),
      evaluate(input({ train: scaled(train), test: scaled(test) })),
    ]);
    if (!plain.ok || !result.ok) throw new Error('no scores');
    expect(result.value.report.summary).toEqual(plain.value.report.summary);
  });

  it('refuses features that are the same for every image, −0 and 0 included', async () => {
    const data = new Float32Array(train.data.length).map((_, i) => (i % 3 === 0 ? -0 : 0));
    const result = await evaluate(input({ train: { ...train, data } }));
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_CONSTANT' } });
  });

  it('refuses fewer distinct rows than clusters, and counts them', async () => {
    const data = train.data.map((_, i) => Math.floor(i / dim) % 3);
    const result = await evaluate(input({ train: { ...train, data } }));
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_TOO_FEW_DISTINCT' } });
    expect(result.ok ? '' : result.problem.message).toContain('only 3 distinct values; 4 clusters');
  });

  it('throws on shapes that do not fit, which no submitter can cause', async () => {
    const { testLabels } = input();
    await expect(evaluate(input({ trainLabels: testLabels }))).rejects.toThrow(
      '200 train rows, but 80 labels',
    );
    await expect(evaluate(input({ classCount: 3 }))).rejects.toThrow('not a class of 0 … 2');
    const narrow = { data: test.data, rows: 160, dim: 6 };
    await expect(evaluate(input({ test: narrow }))).rejects.toThrow('12 train and 6 test dimensions');
  });
});
