import { type Prisma, putReported, requestRescoring } from '@clusterboard/core';
import { paper2020 } from '@clusterboard/evaluation';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addRanked } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
let benchmarkId: string;

const origin = {
  provenance: 'READ_FROM_PLOTS',
  caveat: 'Read from a plot.',
  sourceTitle: 'A paper (2020)',
  sourceUrl: 'https://arxiv.org/abs/2008.10312',
} as const;

beforeAll(async () => {
  benchmarkId = await addBenchmark(api.database, 'photographs');
  await addRanked(api.database, benchmarkId, { name: 'Ours' }, { acc: 0.2 });
  const row = { ...origin, linearProbe: null, accStd: null, ariMean: null, ariStd: null };
  await putReported(api.database, benchmarkId, {
    results: [
      { ...row, method: 'Theirs', clusters: 1000, linearProbe: 0.772, accMean: 0.39, accStd: 0.01 },
      { ...row, method: 'Another', clusters: null, accMean: 0.9, ariMean: 0.5 },
    ],
    curves: [{ ...origin, axis: 'CLUSTERS', clusters: null, points: [{ at: 10, acc: 0.1, ari: 0.2 }] }],
  });
});

const ask = async (fields: string) => {
  const { data, errors } = await api.ask<{ benchmark: Record<string, unknown> }>(
    `{ benchmark(slug: "photographs") { ${fields} } }`,
  );
  expect(errors).toEqual([]);
  return data.benchmark;
};

describe('reported results', () => {
  it('stand in the order of their source, with what is to be kept in mind', async () => {
    const found = await ask(`reportedResults { method clusters linearProbe acc { mean standardDeviation }
      ari { mean standardDeviation } provenance caveat source { title url } }
      reportedCurves { axis clusters points { at acc ari } caveat source { url } }`);
    const source = { title: 'A paper (2020)', url: 'https://arxiv.org/abs/2008.10312' };
    const common = { provenance: 'READ_FROM_PLOTS', caveat: 'Read from a plot.', source };
    expect(found).toEqual({
      reportedResults: [
        {
          ...common,
          method: 'Theirs',
          clusters: 1000,
          linearProbe: 0.772,
          acc: { mean: 0.39, standardDeviation: 0.01 },
          ari: null,
        },
        {
          ...common,
          method: 'Another',
          clusters: null,
          linearProbe: null,
          acc: { mean: 0.9, standardDeviation: null },
          ari: { mean: 0.5, standardDeviation: null },
        },
      ],
      reportedCurves: [
        {
          axis: 'CLUSTERS',
          clusters: null,
          points: [{ at: 10, acc: 0.1, ari: 0.2 }],
          caveat: 'Read from a plot.',
          source: { url: source.url },
        },
      ],
    });
  });

  it('are on no board, however high', async () => {
    const found = await ask('entryCount leaderboard { totalCount edges { rank node { name } } }');
    expect(found).toEqual({
      entryCount: 1,
      leaderboard: { totalCount: 1, edges: [{ rank: 1, node: { name: 'Ours' } }] },
    });
  });
});

describe('a benchmark without images', () => {
  it('says so and takes no submissions', async () => {
    expect(await ask('acceptsSubmissions closedReason dataset { samplesUrl }')).toEqual({
      acceptsSubmissions: true,
      closedReason: null,
      dataset: { samplesUrl: '/datasets/photographs-images/samples.png' },
    });
    await api.database.dataset.updateMany({ data: { available: false } });
    const reason =
      'The photographs benchmark is not open for submissions: this server doesn’t have the images.';
    expect(await ask('acceptsSubmissions closedReason dataset { samplesUrl }')).toEqual({
      acceptsSubmissions: false,
      closedReason: reason,
      dataset: { samplesUrl: null },
    });
    const preprocessing = { height: 28, width: 28, colour: 'GREY', scale: 1, mean: [0], std: [1] };
    const { data } = await api.ask<{ submitModel: { problems: unknown[] } }>(
      `mutation ($input: SubmitModelInput!) { submitModel(input: $input) {
        ... on SubmitModelFailure { problems { field code message } } } }`,
      { input: { uploadId: 'x', benchmark: 'photographs', name: 'A', submittedBy: 'B', preprocessing } },
    );
    expect(data.submitModel.problems).toContainEqual({
      field: 'benchmark',
      code: 'BENCHMARK_WITHOUT_IMAGES',
      message: reason,
    });
    await api.database.dataset.updateMany({ data: { available: true } });
  });

  it('shows no samples of images that the host keeps to itself', async () => {
    await api.database.dataset.updateMany({ data: { gated: true } });
    expect(await ask('acceptsSubmissions dataset { samplesUrl }')).toEqual({
      acceptsSubmissions: true,
      dataset: { samplesUrl: null },
    });
    await api.database.dataset.updateMany({ data: { gated: false } });
  });
});

it('tells protocols of either algorithm as they are', async () => {
  const fields = 'protocol { name algorithm pcaDim maxIterations epochs over seeds }';
  expect(await ask(fields)).toEqual({
    protocol: {
      name: 'strict-1',
      algorithm: 'LLOYD',
      pcaDim: 256,
      maxIterations: 100,
      epochs: null,
      over: 1,
      seeds: [0, 1],
    },
  });
  const definition = { ...paper2020 } as Prisma.InputJsonObject;
  await requestRescoring(api.database, benchmarkId, { id: paper2020.id, summary: 'Batches.', definition });
  expect(await ask(fields)).toEqual({
    protocol: {
      name: 'paper-2020',
      algorithm: 'MINI_BATCH',
      pcaDim: null,
      maxIterations: null,
      epochs: 60,
      over: 1,
      seeds: [0, 1, 2, 3, 4],
    },
  });
});
