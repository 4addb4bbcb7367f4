import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { probeEncoder, runEncoder } from './run-encoder.ts';
import {
  createRunnerFixture,
  type FileRun,
  imageCount,
  type RunnerFixture,
  runnerProcesses,
} from './runner-fixture.ts';
import * as models from './test-models.ts';
import * as unstable from './test-unstable-models.ts';

let fixture: RunnerFixture;

beforeAll(async () => {
  fixture = await createRunnerFixture();
});
afterAll(() => fixture.remove());
afterEach(() => {
  expect(runnerProcesses()).toEqual([]);
});

async function options(model: Uint8Array, change: Partial<FileRun> = {}): Promise<FileRun> {
  await fixture.write('model.onnx', model);
  return fixture.options('model.onnx', change);
}

const mixing =
  /^Other images in the batch change the features of an image by [\d.]+% of the spread between images\./;
const changing =
  /^Running the model twice on the same images changes their features by [\d.]+% of the spread/;

describe('a model that mixes the images of a batch', () => {
  it.each([
    [
      'the mean of the batch',
      unstable.batchMean(),
      'the node “centre” (ReduceMean) works over axis 0, the batch.',
    ],
    ['a fixed batch', unstable.batchMean(16), 'the node “centre” (ReduceMean) works over axis 0, the batch.'],
    [
      'training mode',
      unstable.trainingMode(),
      'the node “/encoder/bn1/BatchNormalization” (BatchNormalization) is in training mode.',
    ],
    [
      'attention over the batch',
      unstable.batchAttention(),
      'attention over axis 0, or dynamic quantisation.',
    ],
    [
      'a scale of the batch',
      unstable.dynamicQuantisation(),
      'the node “quantise” (DynamicQuantizeLinear) takes its scale from the whole batch.',
    ],
  ])('by %s is rejected', async (_by, model, cause) => {
    const result = await runEncoder(await options(model));
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_DEPEND_ON_BATCH' } });
    if (result.ok) return;
    expect(result.problem.message).toMatch(mixing);
    expect(result.problem.message).toContain(cause);
  });

  it('is rejected by a probe of two images already', async () => {
    expect(await probeEncoder(await options(unstable.batchMean()))).toMatchObject({
      ok: false,
      problem: { code: 'FEATURES_DEPEND_ON_BATCH' },
    });
  });

  it('cannot do so in batches of one', async () => {
    expect(await runEncoder(await options(unstable.batchMean(), { batchSize: 1 }))).toMatchObject({
      ok: true,
    });
  });
});

it.each([
  ['dropout', unstable.dropout(), 'the node “drop” (Dropout) is in training mode.'],
  ['sampling', unstable.noise(), 'the node (RandomNormalLike) draws random numbers.'],
])('a model with %s is rejected', async (_with, model, cause) => {
  const result = await runEncoder(await options(model));
  expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_NOT_DETERMINISTIC' } });
  if (result.ok) return;
  expect(result.problem.message).toMatch(changing);
  expect(result.problem.message).toContain(cause);
});

describe('an honest model', () => {
  it.each([
    ['an open batch', models.identity(), {}],
    ['a fixed batch', models.identity(7), {}],
    ['one image per run', models.identity(1), {}],
    ['float16', models.halfPrecision(), {}],
    ['one image in the last batch', models.identity(), { batchSize: imageCount - 1 }],
    ['all images in one batch', models.identity(), { batchSize: imageCount }],
  ])('with %s passes', async (_with, model, change) => {
    const run = await options(model, change);
    expect(await runEncoder(run)).toMatchObject({ ok: true, value: { rows: imageCount } });
    const features = new Float32Array((await readFile(run.featuresPath)).buffer);
    // Each row at its image's place, whatever the reading order.
    expect([...features].filter((_, at) => at % 16 === 0)).toEqual(
      Array.from({ length: imageCount }, (_, row) => row),
    );
  });

  it('with one image baked into its graph runs one image at a time', async () => {
    const lines: string[] = [];
    const run = await options(models.reshaped(1n, 16n), { onLog: (line) => lines.push(line) });
    expect(await runEncoder(run)).toMatchObject({ ok: true, value: { rows: imageCount, batchSize: 1 } });
    expect(lines).toContain('the model fails on a batch of images; trying one image at a time');
  });

  it('that drops the axis of a single image is not fed one', async () => {
    const run = await options(models.squeezed(), { batchSize: imageCount - 1 });
    expect(await runEncoder(run)).toMatchObject({ ok: true, value: { rows: imageCount, dim: 16 } });
  });
});

it('a model that fails at any batch size is told the one that was chosen', async () => {
  expect(await runEncoder(await options(models.reshaped(0n, 5n)))).toMatchObject({
    ok: false,
    problem: {
      code: 'MODEL_RUN_FAILED',
      message: expect.stringMatching(/^The model failed at batch size 64: /),
    },
  });
});
