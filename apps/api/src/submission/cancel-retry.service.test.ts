import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import { endWithProblem, withdrawEntry } from '@clusterboard/core';
import { claimFor } from '@clusterboard/core/catalogue-fixture';
import { problem } from '@clusterboard/problems';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { addBenchmark, addQueued, addRanked } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
let benchmark: string;
beforeAll(async () => {
  benchmark = await addBenchmark(api.database, 'clothes');
});

interface Outcome {
  readonly __typename: 'Submission' | 'Problem';
  readonly submissionId?: string;
  readonly state?: string;
  readonly code?: string;
  readonly message?: string;
  readonly advice?: string;
}

async function change(mutation: 'cancelSubmission' | 'retrySubmission', id: string): Promise<Outcome> {
  const { data, errors } = await api.ask<Record<string, Outcome>>(
    `mutation ($id: ID!) { ${mutation}(id: $id) { __typename
      ... on Submission { id submissionId state events { state } }
      ... on Problem { code message advice } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data[mutation] as Outcome;
}
const queued = () => addQueued(api.database, benchmark, { name: 'One' });
const ended = async (code: 'NOT_ONNX' | 'STORAGE_FULL') => {
  const id = await queued();
  await endWithProblem(api.database, await claimFor(api.database, 'inspect', id), problem(code, {}));
  return id;
};
const ranked = () => addRanked(api.database, benchmark, { name: 'Ranked' }, { acc: 0.5 });
const withdrawn = async () => {
  const id = await ranked();
  await withdrawEntry(api.database, id, 'A mistake.');
  return id;
};
const gone = async () => 'nothing';
const sentence = expect.stringMatching(/^[A-Z].*\.$/);

describe('cancelSubmission', () => {
  it('ends a submission, by either kind of id, and once more does no harm', async () => {
    const id = await queued();
    const globalId = Buffer.from(`Submission:${id}`).toString('base64url');
    for (const name of [id, globalId]) {
      expect(await change('cancelSubmission', name)).toMatchObject({
        submissionId: id,
        state: 'CANCELLED',
        events: [{ state: 'QUEUED' }, { state: 'CANCELLED' }],
      });
    }
    const { data } = await api.ask<{ benchmark: { pendingCount: number } }>(
      '{ benchmark(slug: "clothes") { pendingCount } }',
    );
    expect(data.benchmark.pendingCount).toBe(0);
  });

  it.each([
    ['on the board', ranked, 'SUBMISSION_PUBLISHED', 'on the leaderboard of The clothes benchmark.'],
    ['withdrawn', withdrawn, 'SUBMISSION_ENDED', 'withdrawn'],
    ['rejected', () => ended('NOT_ONNX'), 'SUBMISSION_ENDED', 'rejected'],
    ['failed', () => ended('STORAGE_FULL'), 'SUBMISSION_ENDED', 'failed'],
    ['unknown', gone, 'SUBMISSION_NOT_FOUND', '“nothing”'],
    ['no text for Postgres', async () => '\0', 'SUBMISSION_NOT_FOUND', 'not found'],
  ])('is refused with a sentence for what is %s', async (_what, bring, code, part) => {
    const outcome = await change('cancelSubmission', await bring());
    expect(outcome).toMatchObject({ __typename: 'Problem', code, message: sentence, advice: sentence });
    expect(outcome.message).toContain(part);
  });
});

describe('retrySubmission', () => {
  const keepModel = async (): Promise<void> => {
    const path = join(api.dataDir, 'model');
    await writeFile(path, 'model');
    await mkdir(join(api.dataDir, 'objects'), { recursive: true });
    const { sha256 } = await openObjectStore(join(api.dataDir, 'objects')).adopt(path);
    await api.database.encoder.updateMany({ data: { sha256 } });
  };
  const cancelled = async () => {
    const id = await queued();
    await change('cancelSubmission', id);
    return id;
  };

  it.each([
    ['cancelled', cancelled],
    ['failed', () => ended('STORAGE_FULL')],
  ])('submits what was %s once more', async (_what, bring) => {
    const id = await bring();
    await keepModel();
    const again = await change('retrySubmission', id);
    expect(again).toMatchObject({ __typename: 'Submission', state: 'QUEUED' });
    expect(again.submissionId).not.toBe(id);
    expect(await change('retrySubmission', id)).toMatchObject({ submissionId: again.submissionId });
  });

  it.each([
    ['on the board', ranked, 'SUBMISSION_PUBLISHED'],
    ['withdrawn', withdrawn, 'SUBMISSION_ENDED'],
    ['under way', queued, 'SUBMISSION_UNDER_WAY'],
    ['rejected', () => ended('NOT_ONNX'), 'MODEL_REJECTED'],
    ['unknown', gone, 'SUBMISSION_NOT_FOUND'],
    ['no text for Postgres', async () => '\0', 'SUBMISSION_NOT_FOUND'],
    ['without its file', cancelled, 'MODEL_GONE'],
  ])('is refused with a sentence for what is %s', async (_what, bring, code) => {
    const outcome = await change('retrySubmission', await bring());
    expect(outcome).toMatchObject({ __typename: 'Problem', code, message: sentence, advice: sentence });
  });

  it('is refused where the images are gone', async () => {
    const elsewhere = await addBenchmark(api.database, 'elsewhere');
    const id = await addQueued(api.database, elsewhere, { name: 'One' });
    await change('cancelSubmission', id);
    await api.database.dataset.update({ where: { slug: 'elsewhere-images' }, data: { available: false } });
    expect(await change('retrySubmission', id)).toMatchObject({ code: 'BENCHMARK_WITHOUT_IMAGES' });
  });
});
