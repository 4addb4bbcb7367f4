import type { ReportedCurveModel, ReportedResultModel } from '@clusterboard/core';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { builder } from '../platform/builder.ts';
import { type ReportedPoint, reportedPoints } from './reported-points.ts';

const ReportedProvenanceType = builder.enumType('ReportedProvenance', {
  description: 'How a published number got here.',
  values: {
    PUBLISHED_TABLE: { description: 'Printed in a table.' },
    READ_FROM_PLOTS: { description: 'Read from a plot; good to the width of a line.' },
  } as const,
});

const ReportedAxisType = builder.enumType('ReportedAxis', {
  description: 'What varies along a published ablation.',
  values: {
    PCA_DIMENSIONS: { description: 'Principal components.' },
    CLUSTERS: { description: 'k, the number of clusters.' },
  } as const,
});

interface Figure {
  readonly mean: number;
  readonly standardDeviation: number | null;
}

const ReportedScoreType = builder.objectRef<Figure>('ReportedScore').implement({
  description: 'A published score, as a share of 1.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { description: 'The number, or the mean of several runs.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description: 'Over runs, where it was published.',
    }),
  }),
});

type Origin = Pick<ReportedResultModel, 'sourceTitle' | 'sourceUrl'>;

const ReportedSourceType = builder.objectRef<Origin>('ReportedSource').implement({
  description: 'Where a number was published.',
  fields: (t) => ({
    title: t.exposeString('sourceTitle', { description: 'Authors, title and year.' }),
    url: t.exposeString('sourceUrl', { description: 'Its address.' }),
  }),
});

const ReportedResultType = builder.objectRef<ReportedResultModel>('ReportedResult').implement({
  description: 'A result that others have published: not computed here, and never ranked with what was.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The encoder, as its authors name it.' }),
    clusters: t.exposeInt('clusters', { nullable: true, description: 'k, where it is known.' }),
    linearProbe: t.exposeFloat('linearProbe', {
      nullable: true,
      description: 'Accuracy of a linear probe on the same features, as a share of 1, where it is known.',
    }),
    acc: t.field({
      type: ReportedScoreType,
      description: 'Accuracy.',
      resolve: ({ accMean, accStd }) => ({ mean: accMean, standardDeviation: accStd }),
    }),
    ari: t.field({
      type: ReportedScoreType,
      nullable: true,
      description: 'Adjusted Rand index, where it was published.',
      resolve: ({ ariMean, ariStd }) =>
        ariMean === null ? null : { mean: ariMean, standardDeviation: ariStd },
    }),
    provenance: t.expose('provenance', { type: ReportedProvenanceType, description: 'How it got here.' }),
    caveat: t.exposeString('caveat', { description: 'What to keep in mind when comparing, in a sentence.' }),
    source: t.field({
      type: ReportedSourceType,
      description: 'Where it was published.',
      resolve: (result) => result,
    }),
  }),
});

const ReportedPointType = builder.objectRef<ReportedPoint>('ReportedPoint').implement({
  description: 'Scores at one place of a published ablation, as shares of 1.',
  fields: (t) => ({
    at: t.exposeInt('at', { description: 'Principal components, or clusters.' }),
    acc: t.exposeFloat('acc', { description: 'Accuracy.' }),
    ari: t.exposeFloat('ari', { description: 'Adjusted Rand index.' }),
  }),
});

const ReportedCurveType = builder.objectRef<ReportedCurveModel>('ReportedCurve').implement({
  description: 'A published ablation: scores over one setting.',
  fields: (t) => ({
    axis: t.expose('axis', { type: ReportedAxisType, description: 'What varies.' }),
    clusters: t.exposeInt('clusters', {
      nullable: true,
      description: 'k, where that is not what varies.',
    }),
    points: t.field({
      type: [ReportedPointType],
      description: 'In rising order; a dozen at most.',
      resolve: ({ points }) => [...reportedPoints(points)],
    }),
    provenance: t.expose('provenance', { type: ReportedProvenanceType, description: 'How it got here.' }),
    caveat: t.exposeString('caveat', { description: 'What to keep in mind, in a sentence.' }),
    source: t.field({
      type: ReportedSourceType,
      description: 'Where it was published.',
      resolve: (result) => result,
    }),
  }),
});

builder.objectFields(BenchmarkType, (t) => ({
  reportedResults: t.field({
    type: [ReportedResultType],
    description: 'What others have published on these images; apart from the board, a few dozen at most.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.reportedResults.load(id)) ?? [],
  }),
  reportedCurves: t.field({
    type: [ReportedCurveType],
    description: 'Ablations that others have published on these images, one an axis at most.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.reportedCurves.load(id)) ?? [],
  }),
}));
