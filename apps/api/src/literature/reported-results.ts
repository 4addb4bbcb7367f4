import {
  listReportedCurves,
  listReportedResults,
  type ReportedCurveModel,
  type ReportedResultModel,
} from '@clusterboard/core';
import { z } from 'zod';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { builder } from '../platform/builder.ts';

const ReportedProvenanceType = builder.enumType('ReportedProvenance', {
  description: 'How a published number was obtained.',
  values: {
    PUBLISHED_TABLE: { description: 'Taken from a published table.' },
    READ_FROM_PLOTS: { description: 'Read from a published plot; accurate to a line width.' },
  } as const,
});

const ReportedAxisType = builder.enumType('ReportedAxis', {
  description: 'What a published ablation varies.',
  values: {
    PCA_DIMENSIONS: { description: 'Principal components.' },
    CLUSTERS: { description: 'Number of clusters, k.' },
  } as const,
});

interface Figure {
  readonly mean: number;
  readonly standardDeviation: number | null;
}

const ReportedScoreType = builder.objectRef<Figure>('ReportedScore').implement({
  description: 'A published score, from 0 to 1.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { description: 'The score, or the mean over runs.' }),
    standardDeviation: t.exposeFloat('standardDeviation', {
      nullable: true,
      description: 'Standard deviation over runs, if published.',
    }),
  }),
});

type Origin = Pick<ReportedResultModel, 'sourceTitle' | 'sourceUrl'>;

const ReportedSourceType = builder.objectRef<Origin>('ReportedSource').implement({
  description: 'Source of a published number.',
  fields: (t) => ({
    title: t.exposeString('sourceTitle', { description: 'Authors, title and year.' }),
    url: t.exposeString('sourceUrl', { description: 'URL.' }),
  }),
});

const ReportedResultType = builder.objectRef<ReportedResultModel>('ReportedResult').implement({
  description: 'A result published elsewhere. It was not computed here and is never ranked.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The encoder, as named by its authors.' }),
    clusters: t.exposeInt('clusters', { nullable: true, description: 'Number of clusters, k, if known.' }),
    linearProbe: t.exposeFloat('linearProbe', {
      nullable: true,
      description: 'Accuracy of a linear probe on the same features, from 0 to 1, if known.',
    }),
    acc: t.field({
      type: ReportedScoreType,
      description: 'Accuracy.',
      resolve: ({ accMean, accStd }) => ({ mean: accMean, standardDeviation: accStd }),
    }),
    ari: t.field({
      type: ReportedScoreType,
      nullable: true,
      description: 'Adjusted Rand index, if published.',
      resolve: ({ ariMean, ariStd }) =>
        ariMean === null ? null : { mean: ariMean, standardDeviation: ariStd },
    }),
    provenance: t.expose('provenance', { type: ReportedProvenanceType, description: 'How it was obtained.' }),
    caveat: t.exposeString('caveat', { description: 'Caveat for comparisons, in one sentence.' }),
    source: t.field({
      type: ReportedSourceType,
      description: 'Source.',
      resolve: (result) => result,
    }),
  }),
});

const pointsSchema = z.array(z.object({ at: z.int(), acc: z.number(), ari: z.number() }));

type ReportedPoint = z.infer<typeof pointsSchema>[number];

/** @throws ZodError if they are not the points of a stored ablation */
const reportedPoints = (points: unknown): readonly ReportedPoint[] => pointsSchema.parse(points);

const ReportedPointType = builder.objectRef<ReportedPoint>('ReportedPoint').implement({
  description: 'Scores at one setting of a published ablation, from 0 to 1.',
  fields: (t) => ({
    at: t.exposeInt('at', { description: 'Number of principal components or clusters.' }),
    acc: t.exposeFloat('acc', { description: 'Accuracy.' }),
    ari: t.exposeFloat('ari', { description: 'Adjusted Rand index.' }),
  }),
});

const ReportedCurveType = builder.objectRef<ReportedCurveModel>('ReportedCurve').implement({
  description: 'A published ablation: scores as one setting varies.',
  fields: (t) => ({
    axis: t.expose('axis', { type: ReportedAxisType, description: 'What varies.' }),
    clusters: t.exposeInt('clusters', {
      nullable: true,
      description: 'Number of clusters, k, unless that is what varies.',
    }),
    points: t.field({
      type: [ReportedPointType],
      description: 'In ascending order; at most 12.',
      resolve: ({ points }) => [...reportedPoints(points)],
    }),
    provenance: t.expose('provenance', { type: ReportedProvenanceType, description: 'How it was obtained.' }),
    caveat: t.exposeString('caveat', { description: 'Caveat, in one sentence.' }),
    source: t.field({
      type: ReportedSourceType,
      description: 'Source.',
      resolve: (result) => result,
    }),
  }),
});

builder.objectFields(BenchmarkType, (t) => ({
  reportedResults: t.loadableGroup({
    type: ReportedResultType,
    description: 'Results published elsewhere on the same images; not part of the leaderboard.',
    load: (ids: string[], { database }) => listReportedResults(database, ids),
    group: ({ benchmarkId }) => benchmarkId,
    resolve: ({ id }) => id,
  }),
  reportedCurves: t.loadableGroup({
    type: ReportedCurveType,
    description: 'Ablations published elsewhere on the same images, at most one per axis.',
    load: (ids: string[], { database }) => listReportedCurves(database, ids),
    group: ({ benchmarkId }) => benchmarkId,
    resolve: ({ id }) => id,
  }),
}));
