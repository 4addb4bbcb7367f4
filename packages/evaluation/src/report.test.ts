import { expect, it } from 'vitest';
import { evaluationReportSchema } from './report.ts';

const scores = { acc: 0.5, accTrainMajority: 0.6, accTestAssignment: 0.5, accTestMajority: 0.6 };
const allScores = { ...scores, ari: 0.3, ami: 0.4, mi: 0.9, nmi: 0.41 };
const spread = { mean: 0.5, std: 0.01 };

/** As stored before intervals, curves and the choice of an algorithm. */
const early = {
  protocol: { id: 'strict-1', version: 1, pcaDim: 256, over: 1, seeds: [0], maxIterations: 100 },
  trainCount: 10,
  testCount: 5,
  classCount: 2,
  clusters: 2,
  featureDim: 3,
  pcaDim: 3,
  pca: { applied: false, dim: 3, explainedVariance: 1, reason: 'It would only rotate.' },
  runs: [
    { seed: 0, scores: allScores, matching: [1, 0], inertia: 2, iterations: 3, converged: true, reseeded: 0 },
  ],
  summary: Object.fromEntries(Object.keys(allScores).map((metric) => [metric, spread])),
};

it('reads reports that are older than their intervals and curves', () => {
  expect(evaluationReportSchema.parse(early)).toEqual(early);
});

it('refuses a report that lacks a metric', () => {
  const { acc, ...rest } = allScores;
  const runs = early.runs.map((run) => ({ ...run, scores: rest }));
  expect(acc).toBe(0.5);
  expect(evaluationReportSchema.safeParse({ ...early, runs }).success).toBe(false);
});
