/**
 * Extraction against onnxruntime-node on tensors that lie in memory, same model, batch and threads, in the
 * same run: Fashion-MNIST pixels through SimCLR, and JPEG files through a very small and a small network,
 * the first time (decoded while the model runs) and once more (from the cache). Both sides count from the
 * loaded model to the last row. The JPEG files and their models do not come with the product:
 * `npm run bench -- extract --shared=FOLDER` names the folder that has them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importDataset, importFashionMnist, openCrops, type Pack } from '@clusterboard/datasets';
import { type EncoderSettings, runEncoder } from '@clusterboard/extraction';
import { createPreprocessor, type Preprocessing } from '@clusterboard/preprocessing';
import type { Result } from '@clusterboard/problems';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { cacheFolder } from './cache.ts';
import { type Benchmark, median, type Row } from './report.ts';

const threads = 2;
const batchSize = 64;
const rounds = 3;
const folder = join(cacheFolder, 'extract');

interface Case {
  readonly name: string;
  readonly pack: Pack;
  readonly modelPath: string;
  readonly preprocessing: Preprocessing;
}

function succeeded<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function buildRunner(): string {
  const extraction = fileURLToPath(new URL('../../packages/extraction/', import.meta.url));
  const script = fileURLToPath(new URL('../build-app.mjs', import.meta.url));
  execFileSync(process.execPath, [script, 'src/runner/main.ts'], { cwd: extraction });
  return join(extraction, 'dist', 'runner', 'main.js');
}

/** Every batch of the split as the tensors that the encoder takes. */
async function tensorsOf({ pack, preprocessing }: Case): Promise<Tensor[]> {
  const crops = openCrops(pack, pack.train, preprocessing);
  const { count, height, width, channels } = crops.image;
  const preprocessor = createPreprocessor(crops.preprocessing, crops.image);
  const pieces: Uint8Array[] = [];
  for await (const piece of crops.make()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const length = height * width * channels;
  const batches: Tensor[] = [];
  for (let first = 0; first < count; first += batchSize) {
    const rows = Math.min(batchSize, count - first);
    const data = new Float32Array(rows * preprocessor.length);
    for (let row = 0; row < rows; row++) {
      const at = (first + row) * length;
      preprocessor.write(bytes.subarray(at, at + length), data, row * preprocessor.length);
    }
    batches.push(new Tensor('float32', data, [rows, ...preprocessor.shape]));
  }
  return batches;
}

/** Images a second of the runtime alone. */
async function peer({ modelPath, pack }: Case, batches: readonly Tensor[]): Promise<number> {
  const session = await InferenceSession.create(modelPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const began = performance.now();
  for (const batch of batches) await session.run({ [input]: batch }, [output]);
  const seconds = (performance.now() - began) / 1000;
  await session.release();
  return pack.train.count / seconds;
}

async function extract({ pack, modelPath, preprocessing }: Case, runnerEntry: string, cache: string) {
  const cropCache = { directory: cache, limitBytes: 4 * 2 ** 30 };
  const settings: EncoderSettings = {
    runnerEntry,
    modelPath,
    preprocessing,
    output: { pooling: 'mean' },
    limits: { wallClockSeconds: 300, memoryMebibytes: 4096 },
    executionProviders: ['cpu'],
    threads,
    sandbox: 'auto',
    batchSize,
  };
  const crops = openCrops(pack, pack.train, preprocessing, { cache: cropCache });
  const run = await runEncoder({ ...settings, crops, featuresPath: join(folder, 'features.f32') });
  return succeeded(run).imagesPerSecond;
}

async function measureCase(one: Case, runnerEntry: string): Promise<Row> {
  const batches = await tensorsOf(one);
  const cache = join(folder, 'crops');
  const rates: { alone: number; first: number; again: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    await rm(cache, { recursive: true, force: true });
    const before = await peer(one, batches);
    const first = await extract(one, runnerEntry, cache);
    const between = await peer(one, batches);
    const again = await extract(one, runnerEntry, cache);
    const after = await peer(one, batches);
    rates.push({ alone: median([before, between, after]), first, again });
  }
  return {
    case: one.name,
    images: one.pack.train.count,
    'runtime alone, images/s': median(rates.map(({ alone }) => alone)),
    'first pass, images/s': median(rates.map(({ first }) => first)),
    'first pass / alone': median(rates.map(({ alone, first }) => first / alone)),
    'again, images/s': median(rates.map(({ again }) => again)),
    'again / alone': median(rates.map(({ alone, again }) => again / alone)),
  };
}

async function fashion(): Promise<Case> {
  return {
    name: 'Fashion-MNIST pixels, SimCLR',
    pack: succeeded(await importFashionMnist(join(cacheFolder, 'datasets'))),
    modelPath: fileURLToPath(new URL('../../examples/models/simclr.onnx', import.meta.url)),
    preprocessing: {
      height: 28,
      width: 28,
      interpolation: 'bilinear',
      colour: 'grey',
      scale: 1 / 255,
      mean: [0],
      std: [1],
    },
  };
}

interface Photographs {
  readonly name: string;
  readonly model: string;
  readonly side: number;
}

const photographs: readonly Photographs[] = [
  { name: 'MobileNetV1 0.5 at 160 px', model: 'mobilenet_v1_0.5_160_quant.features.onnx', side: 160 },
  { name: 'MobileNetV2 1.0 at 224 px', model: 'mobilenet_v2_1.0_224_quant.features.onnx', side: 224 },
];

async function caltech(shared: string, { name, model, side }: Photographs): Promise<Case> {
  const imported = await importDataset(
    join(cacheFolder, 'datasets'),
    join(shared, 'datasets', 'caltech101-20.zip'),
    { name: 'Caltech 20', replace: true },
  );
  return {
    name: `Caltech-101 JPEG, ${name}`,
    pack: succeeded(imported.pack),
    modelPath: join(shared, 'models', 'natural', model),
    preprocessing: {
      height: side,
      width: side,
      interpolation: 'bilinear',
      colour: 'rgb',
      scale: 1 / 128,
      mean: [1, 1, 1],
      std: [1, 1, 1],
    },
  };
}

export const measure: Benchmark = async (note) => {
  await mkdir(folder, { recursive: true });
  const runnerEntry = buildRunner();
  const shared = process.argv.find((arg) => arg.startsWith('--shared='))?.slice('--shared='.length);
  const rows: Row[] = [];
  if (shared !== undefined && existsSync(join(shared, 'datasets', 'caltech101-20.zip'))) {
    for (const one of photographs) rows.push(await measureCase(await caltech(shared, one), runnerEntry));
  } else {
    note('Left out: JPEG files through MobileNets. Name the folder that has them: --shared=FOLDER');
  }
  rows.push(await measureCase(await fashion(), runnerEntry));
  return rows;
};
