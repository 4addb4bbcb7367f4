import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importDigits, type Pack, type SplitName } from '@clusterboard/datasets';
import { strict1 } from '@clusterboard/evaluation';
import type { ExtractedSplit } from '@clusterboard/extraction';
import { evaluateSplits } from '../evaluate-splits.ts';
import { createEvaluatorFixture } from '../evaluator/evaluator-fixture.ts';
import { buildReceipt } from './build-receipt.ts';
import type { Receipt } from './receipt.ts';

/** The pixels of a split as they are, 64 features an image, in a file as the runner writes it. */
async function pixelFeatures(pack: Pack, name: SplitName, directory: string): Promise<ExtractedSplit> {
  const path = join(directory, `${name}.f32`);
  const pixels = await readFile(pack[name].imagesPath);
  await writeFile(path, new Uint8Array(Float32Array.from(pixels).buffer));
  return {
    path,
    rows: pack[name].count,
    dim: 64,
    executionProvider: 'cpu',
    runtimeVersion: '1.30.0',
    batchSize: 64,
    threads: 1,
    seconds: 1,
    imagesPerSecond: pack[name].count,
  };
}

/** A receipt of the pixels of the digits, reduced to 8 dimensions, by two seeds. */
export async function digitsReceipt(directory: string, seeds = [0, 1]): Promise<Receipt> {
  const pack = await importDigits(directory);
  if (!pack.ok) throw new Error(pack.problem.message);
  const extracted = {
    train: await pixelFeatures(pack.value, 'train', directory),
    test: await pixelFeatures(pack.value, 'test', directory),
  };
  const protocol = { ...strict1, id: 'short', pcaDim: 8, seeds };
  const evaluator = await createEvaluatorFixture();
  const evaluation = await evaluateSplits(pack.value, extracted, {
    protocol,
    evaluator: evaluator.settings,
    threads: 2,
    scratch: directory,
    signal: new AbortController().signal,
  }).finally(() => evaluator.remove());
  if (!evaluation.ok) throw new Error(evaluation.problem.message);
  const hashOf = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  return buildReceipt({
    model: { sha256: '0'.repeat(64), bytes: 1 },
    output: { name: 'features', pooling: 'mean' },
    preprocessing: {
      height: 8,
      width: 8,
      interpolation: 'bilinear',
      colour: 'grey',
      scale: 1,
      mean: [0],
      std: [1],
    },
    pack: pack.value,
    extracted,
    featuresSha256: {
      train: await hashOf(extracted.train.path),
      test: await hashOf(extracted.test.path),
    },
    evaluation: evaluation.value,
  });
}
