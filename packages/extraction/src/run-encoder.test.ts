import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Crops, UnreadableImage } from '@clusterboard/datasets';
import { readingOrder } from '@clusterboard/datasets/reading-order';
import { createPreprocessor } from '@clusterboard/preprocessing';
import { problem } from '@clusterboard/problems';
import runtime from 'onnxruntime-node/package.json' with { type: 'json' };
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { probeEncoder, runEncoder } from './run-encoder.ts';
import {
  createRunnerFixture,
  type FileRun,
  imageCount,
  images,
  outputName,
  type RunnerFixture,
  runnerProcesses,
} from './runner-fixture.ts';
import { childEnvironment } from './sandbox/child-environment.ts';
import * as models from './test-models.ts';

let fixture: RunnerFixture;

beforeAll(async () => {
  fixture = await createRunnerFixture();
  const files: Record<string, Uint8Array> = {
    'identity.onnx': models.identity(),
    'fixed.onnx': models.identity(7),
    'zero-batch.onnx': models.identity(0),
    'half.onnx': models.channelsLast('float16'),
    'bytes.onnx': models.channelsLast('uint8'),
    'half-precision.onnx': models.halfPrecision(),
    'classes.onnx': models.labels(),
    'map.onnx': models.reshaped(0n, 2n, 2n, 4n),
    'tokens.onnx': models.reshaped(0n, 4n, 4n),
    'flat.onnx': models.reshaped(-1n),
    'one-row.onnx': models.reshaped(1n, -1n),
    'impossible.onnx': models.reshaped(0n, 5n),
    'logarithm.onnx': models.logarithm(),
    'wide.onnx': models.wide(5000n),
    'hungry.onnx': models.hungry(2n ** 31n),
    'endless.onnx': models.endless(),
    'holding.onnx': models.endless(100_000n),
    'unknown.onnx': models.unknownOperator(),
    'two-inputs.onnx': models.twoInputs(),
    'text.onnx': new TextEncoder().encode('not a model'),
  };
  for (const [name, bytes] of Object.entries(files)) await fixture.write(name, bytes);
});

afterAll(() => fixture.remove());

afterEach(() => {
  expect(runnerProcesses()).toEqual([]);
});

async function features(model: string, change: Partial<FileRun> = {}): Promise<Float32Array> {
  const options = fixture.options(model, change);
  const result = await runEncoder(options);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  const bytes = await readFile(options.featuresPath);
  expect(bytes.byteLength).toBe(result.value.rows * result.value.dim * 4);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

async function problemOf(model: string, change: Partial<FileRun> = {}) {
  const result = await runEncoder(fixture.options(model, change));
  if (result.ok) throw new Error('the run succeeded');
  return result.problem;
}

describe('a good encoder', () => {
  it('gives the features that the runtime gives in this process', async () => {
    const modelPath = fileURLToPath(new URL('../../../examples/models/simclr.onnx', import.meta.url));
    const preprocessing = {
      ...fixture.options('').preprocessing,
      height: 28,
      width: 28,
      scale: 1 / 255,
    };
    const result = await features('', {
      modelPath,
      preprocessing,
      output: { name: 'features', pooling: 'mean' },
    });
    const image = { height: 4, width: 4, channels: 1 as const };
    const preprocessor = createPreprocessor(preprocessing, image);
    const input = new Float32Array(imageCount * 784);
    for (let row = 0; row < imageCount; row++) {
      preprocessor.write(images.subarray(row * 16, row * 16 + 16), input, row * 784);
    }
    // The runtime reads it when it is loaded.
    for (const [name, value] of Object.entries(childEnvironment)) vi.stubEnv(name, value);
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const session = await InferenceSession.create(modelPath, { intraOpNumThreads: 1 });
    const output = (await session.run({ image: new Tensor('float32', input, [imageCount, 1, 28, 28]) }))
      .features;
    const expected = output?.data;
    if (!(expected instanceof Float32Array)) throw new Error('no features');
    const difference = result.reduce(
      (most, each, at) => Math.max(most, Math.abs(each - (expected[at] ?? 0))),
      0,
    );
    expect(result).toHaveLength(imageCount * 128);
    expect(difference).toBeLessThan(1e-5);
  });

  it.each(['none', 'auto'] as const)(
    'runs with the sandbox “%s” and tells how far it is',
    async (sandbox) => {
      const progress: number[] = [];
      const options = fixture.options('identity.onnx', {
        sandbox,
        batchSize: 9,
        onProgress: ({ imagesDone, imagesTotal }) => {
          expect(imagesTotal).toBe(imageCount);
          progress.push(imagesDone);
        },
      });
      expect(await runEncoder(options)).toMatchObject({
        ok: true,
        value: {
          rows: imageCount,
          dim: 16,
          executionProvider: 'cpu',
          runtimeVersion: runtime.version,
          batchSize: 9,
          threads: 1,
        },
      });
      expect(progress.at(-1)).toBe(imageCount);
      expect(progress).toEqual(progress.toSorted((left, right) => left - right));
      expect(
        new Uint8Array(Float32Array.from(new Float32Array((await readFile(options.featuresPath)).buffer))),
      ).toEqual(images);
    },
  );

  it('with a fixed batch has its last one padded', async () => {
    expect(Uint8Array.from(await features('fixed.onnx'))).toEqual(images);
  });

  it('is pooled as declared', async () => {
    const map = await features('map.onnx');
    // Image 0 holds 0 … 15: two channels of eight positions.
    expect([...map.subarray(0, 4)]).toEqual([3.5, 11.5, 4.5, 12.5]);
    const first = await features('tokens.onnx', { output: { name: outputName, pooling: 'first' } });
    expect([...first.subarray(0, 8)]).toEqual([0, 1, 2, 3, 1, 2, 3, 4]);
    expect([...(await features('tokens.onnx')).subarray(0, 4)]).toEqual([6, 7, 8, 9]);
  });

  it('is read in the layout that was decided', async () => {
    const output = { name: outputName, pooling: 'mean', layout: 'nhwc', dim: 4 } as const;
    expect([...(await features('map.onnx', { output })).subarray(0, 4)]).toEqual([6, 7, 8, 9]);
    const first = { name: outputName, pooling: 'first', layout: 'ndt' } as const;
    expect([...(await features('tokens.onnx', { output: first })).subarray(0, 4)]).toEqual([0, 4, 8, 12]);
    const inputLayout = 'nhwc' as const;
    expect(Uint8Array.from(await features('bytes.onnx', { inputLayout }))).toEqual(images);
  });

  it('with a batch of 0 takes any', async () => {
    expect(Uint8Array.from(await features('zero-batch.onnx'))).toEqual(images);
  });

  it('is probed on two images', async () => {
    expect(await probeEncoder(fixture.options('map.onnx'))).toEqual({
      ok: true,
      value: {
        dim: 2,
        outputShape: [2, 2, 2, 4],
        executionProvider: 'cpu',
        secondsPerImage: expect.any(Number),
      },
    });
    expect(await probeEncoder(fixture.options('fixed.onnx'))).toMatchObject({
      ok: true,
      value: { outputShape: [7, 16] },
    });
  });

  it('runs on the next provider with a logged line when one is not there', async () => {
    const lines: string[] = [];
    const options = fixture.options('identity.onnx', {
      executionProviders: ['dml', 'cpu'],
      onLog: (line) => lines.push(line),
    });
    expect(await runEncoder(options)).toMatchObject({ ok: true, value: { executionProvider: 'cpu' } });
    expect(lines).toContainEqual(expect.stringContaining('execution provider dml'));
  });
});

describe('a model that does not fit', () => {
  it.each<[string, string, Partial<FileRun>]>([
    ['flat.onnx', 'OUTPUT_SHAPE', {}],
    ['map.onnx', 'OUTPUT_SHAPE', { output: { name: outputName, layout: 'ntd', pooling: 'mean' } }],
    ['map.onnx', 'OUTPUT_SHAPE', { output: { name: outputName, layout: 'nhwc', pooling: 'mean', dim: 2 } }],
    ['one-row.onnx', 'OUTPUT_SHAPE', {}],
    ['impossible.onnx', 'MODEL_RUN_FAILED', {}],
    ['unknown.onnx', 'MODEL_LOAD_FAILED', {}],
    ['text.onnx', 'MODEL_LOAD_FAILED', {}],
    ['two-inputs.onnx', 'MODEL_SEVERAL_INPUTS', {}],
    ['wide.onnx', 'FEATURES_TOO_WIDE', {}],
    ['classes.onnx', 'OUTPUT_TYPE', {}],
    ['identity.onnx', 'OUTPUT_MISSING', { output: { name: `no_${outputName}`, pooling: 'mean' } }],
  ])('%s: %s', async (model, code, change) => {
    const problem = await problemOf(model, change);
    expect(problem.code).toBe(code);
    expect(problem.message).not.toContain(fixture.file(''));
    expect(problem.message).not.toContain('/model/');
  });

  it('says which images it takes and which it would get', async () => {
    const { preprocessing } = fixture.options('');
    const change = {
      ...preprocessing,
      height: 8,
      width: 8,
      colour: 'rgb' as const,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    };
    expect(await problemOf('identity.onnx', { preprocessing: change })).toMatchObject({
      code: 'INPUT_SIZE_MISMATCH',
      message: 'The model expects 4×4 grey images, but the preprocessing produces 8×8 colour.',
    });
  });

  it('names the image whose features are not finite', async () => {
    const preprocessing = { ...fixture.options('').preprocessing, mean: [70] };
    const [first] = [...readingOrder(imageCount)].filter((row) => row <= 70);
    // Those have a pixel of 70 or less.
    expect(await problemOf('logarithm.onnx', { preprocessing })).toMatchObject({
      code: 'FEATURES_NOT_FINITE',
      message: `The features of image ${first} contain NaN or infinity.`,
    });
    const dark = images.map((_, at) => (Math.floor(at / 16) === 77 ? 0 : 9));
    const imagesPath = await fixture.write('dark.bin', dark);
    expect(await problemOf('logarithm.onnx', { imagesPath })).toMatchObject({
      message: 'The features of image 77 contain NaN or infinity.',
    });
  });
});

describe.each(['none', 'auto'] as const)('a model that misbehaves, sandbox “%s”,', (sandbox) => {
  it('is ended when its time is over', async () => {
    const limits = { wallClockSeconds: 1, memoryMebibytes: 1024 };
    expect(await problemOf('endless.onnx', { sandbox, limits })).toMatchObject({
      code: 'MODEL_TIMEOUT',
      message: 'The model did not finish within 1 seconds.',
    });
  });

  it('is ended sooner in a probe, which is named', async () => {
    const limits = { wallClockSeconds: 50, probeSeconds: 1, memoryMebibytes: 1024 };
    const started = performance.now();
    expect(await probeEncoder(fixture.options('endless.onnx', { sandbox, limits }))).toMatchObject({
      ok: false,
      problem: {
        code: 'MODEL_TIMEOUT',
        message: 'The test run of the model on two images did not finish within 1 seconds.',
      },
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('cannot ask for more memory than it may have', async () => {
    expect(await problemOf('hungry.onnx', { sandbox })).toMatchObject({ code: 'MODEL_OUT_OF_MEMORY' });
  });

  it('is ended when it holds more memory than it may', async () => {
    const limits = { wallClockSeconds: 50, memoryMebibytes: 300 };
    expect(await problemOf('holding.onnx', { sandbox, limits })).toMatchObject({
      code: 'MODEL_OUT_OF_MEMORY',
      message: 'The model exceeded the memory limit of 300 MiB.',
    });
  });

  it('may crash its process', async () => {
    const crash = () => process.kill(runnerProcesses().at(-1) ?? 0, 'SIGSEGV');
    const executionProviders = ['dml', 'cpu'] as const;
    const problem = await problemOf('endless.onnx', {
      sandbox,
      executionProviders,
      onLog: onProviderLog(crash),
    });
    expect(problem).toMatchObject({
      code: 'MODEL_CRASHED',
      message: 'The model crashed its process (SIGSEGV).',
    });
  });

  it('is not blamed when somebody kills it', async () => {
    const kill = () => process.kill(runnerProcesses().at(-1) ?? 0, 'SIGKILL');
    const executionProviders = ['dml', 'cpu'] as const;
    const run = runEncoder(
      fixture.options('endless.onnx', { sandbox, executionProviders, onLog: onProviderLog(kill) }),
    );
    await expect(run).rejects.toThrow('killed from outside');
  });

  it('ends when the run is aborted', async () => {
    const controller = new AbortController();
    const executionProviders = ['dml', 'cpu'] as const;
    const onLog = onProviderLog(() => controller.abort(new Error('shutting down')));
    const { signal } = controller;
    const run = runEncoder(fixture.options('endless.onnx', { sandbox, executionProviders, signal, onLog }));
    await expect(run).rejects.toThrow('shutting down');
  });
});

it.each(['half.onnx', 'bytes.onnx', 'half-precision.onnx'])(
  '%s: tensors of other element types and layouts',
  async (model) => {
    expect(await features(model)).toEqual(Float32Array.from(images));
  },
);

describe('images that are made while the model runs', () => {
  const inReadingOrder = Uint8Array.from(
    [...readingOrder(imageCount)].flatMap((row) => [...images.subarray(row * 16, (row + 1) * 16)]),
  );

  /** The images of the fixture in pieces of 7 bytes; `end` is called when no more are wanted. */
  async function* pieces(end: () => void, from: Uint8Array = inReadingOrder): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < from.length; at += 7) yield from.subarray(at, at + 7);
    } finally {
      end();
    }
  }

  function run(model: string, make: Crops['make'], change: Partial<FileRun> = {}) {
    const { imagesPath: _, image, ...options } = fixture.options(model, change);
    const crops: Crops = {
      image,
      preprocessing: options.preprocessing,
      fileOrder: 'reading',
      openFile: () => Promise.resolve(null),
      make,
    };
    return runEncoder({ ...options, crops });
  }

  it.each(['none', 'auto'] as const)('give the features of a file of them, sandbox “%s”', async (sandbox) => {
    const end = vi.fn();
    const result = await run('identity.onnx', () => pieces(end), { sandbox, batchSize: 9 });
    expect(result).toMatchObject({ ok: true, value: { rows: imageCount, dim: 16 } });
    const bytes = await readFile(fixture.options('').featuresPath);
    const made = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    expect(made).toEqual(Float32Array.from(images));
    expect(end).toHaveBeenCalledOnce();
  });

  it('end the run when one of them cannot be read', async () => {
    const unreadable = problem('IMAGE_UNREADABLE', { file: 'cats/one.jpg', reason: 'it is empty' });
    const result = await run('identity.onnx', async function* () {
      yield images.subarray(0, 100);
      throw new UnreadableImage(unreadable);
    });
    expect(result).toEqual({ ok: false, problem: unreadable });
  });

  it('are the platform’s fault when the disk cannot be read', async () => {
    const failing = run('identity.onnx', async function* () {
      yield images.subarray(0, 100);
      throw new Error('EIO: i/o error');
    });
    await expect(failing).rejects.toThrow('EIO');
  });

  it('may lie unread in the pipe when the model fails', async () => {
    const image = { count: 2, height: 4, width: 4, channels: 1 } as const;
    const result = await run('text.onnx', () => pieces(() => {}, images.subarray(0, 32)), { image });
    expect(result).toMatchObject({ ok: false, problem: { code: 'MODEL_LOAD_FAILED' } });
  });

  it('are no longer made once the model has failed', async () => {
    const end = vi.fn();
    const many = new Uint8Array(64 * 1024 * 1024);
    const result = await run('impossible.onnx', () => pieces(end, many), {
      image: { count: many.length / 16, height: 4, width: 4, channels: 1 },
      batchSize: 64,
    });
    expect(result).toMatchObject({ ok: false, problem: { code: 'MODEL_RUN_FAILED' } });
    expect(end).toHaveBeenCalledOnce();
  });
});

/** The first provider is missing: its line says that the child has begun. */
const onProviderLog = (act: () => void) => (line: string) => {
  if (line.includes('execution provider')) act();
};

describe('the platform', () => {
  it('is at fault when the disk is full', async () => {
    const run = runEncoder(fixture.options('identity.onnx', { featuresPath: '/dev/full' }));
    await expect(run).rejects.toThrow('ENOSPC');
  });

  it('is at fault when images are missing', async () => {
    const image = { ...fixture.options('').image, count: imageCount + 1 };
    await expect(runEncoder(fixture.options('identity.onnx', { image }))).rejects.toThrow(
      'the images end earlier than their manifest says',
    );
  });

  it('starts nothing when it is aborted before', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(runEncoder(fixture.options('identity.onnx', { signal }))).rejects.toThrow('too late');
  });
});
