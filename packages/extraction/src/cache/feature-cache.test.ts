import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importDigits, type Pack } from '@clusterboard/datasets';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ExtractionSettings, extractSplits } from '../extract-splits.ts';
import { createRunnerFixture, type RunnerFixture } from '../runner-fixture.ts';
import { identity } from '../test-models.ts';
import {
  type FeatureSource,
  featureKey,
  type KeptFeatures,
  keepFeatures,
  takeFeatures,
} from './feature-cache.ts';

let root: string;
let folder: string;
let pack: Pack;
let fixture: RunnerFixture;
const cache = (limitBytes = 2 ** 30) => ({ directory: join(folder, 'cache'), limitBytes });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'clusterboard-features-'));
  const imported = await importDigits(join(root, 'packs'));
  if (!imported.ok) throw new Error(imported.problem.message);
  pack = imported.value;
  fixture = await createRunnerFixture();
});
afterAll(async () => {
  await fixture.remove();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'one-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('featureKey', () => {
  const source = (): FeatureSource => ({
    modelSha256: 'a'.repeat(64),
    pack,
    preprocessing: { ...fixture.options('').preprocessing, shorterSide: 8 },
    output: { name: 'features', pooling: 'mean' },
  });
  const spec = source;

  it('is the same for the same', () => {
    expect(featureKey(source())).toBe(featureKey(source()));
  });

  it.each<[string, () => Partial<FeatureSource>]>([
    ['model', () => ({ modelSha256: 'b'.repeat(64) })],
    ['images', () => ({ pack: { ...pack, test: { ...pack.test, contentSha256: 'c'.repeat(64) } } })],
    ['output', () => ({ output: { name: 'logits', pooling: 'mean' } })],
    ['pooling', () => ({ output: { name: 'features', pooling: 'first' } })],
    ['layout', () => ({ output: { name: 'features', pooling: 'mean', layout: 'nhwc' } })],
    ['layout of the input', () => ({ inputLayout: 'nhwc' })],
    ['size', () => ({ preprocessing: { ...spec().preprocessing, width: 5 } })],
    ['shorter side', () => ({ preprocessing: { ...spec().preprocessing, shorterSide: 9 } })],
    ['interpolation', () => ({ preprocessing: { ...spec().preprocessing, interpolation: 'bicubic' } })],
    ['colour', () => ({ preprocessing: { ...spec().preprocessing, colour: 'rgb' } })],
    ['scale', () => ({ preprocessing: { ...spec().preprocessing, scale: 2 } })],
    ['mean', () => ({ preprocessing: { ...spec().preprocessing, mean: [1] } })],
    ['std', () => ({ preprocessing: { ...spec().preprocessing, std: [2] } })],
  ])('is another for another %s', (_, change) => {
    expect(featureKey({ ...source(), ...change() })).not.toBe(featureKey(source()));
  });
});

describe('features of an encoder', () => {
  const extract = async (change: Partial<ExtractionSettings> = {}, into = 'scratch') => {
    const { imagesPath: _path, image: _image, featuresPath: _features, ...settings } = fixture.options('');
    const directory = join(folder, into);
    await mkdir(directory, { recursive: true });
    const progress: number[] = [];
    const extracted = await extractSplits(
      {
        ...settings,
        modelPath: await fixture.write('identity.onnx', identity()),
        featureCache: { ...cache(), modelSha256: 'a'.repeat(64) },
        ...change,
      },
      pack,
      directory,
      ({ imagesDone }) => progress.push(imagesDone),
    );
    if (!extracted.ok) throw new Error(extracted.problem.message);
    return { ...extracted.value, progress };
  };
  /** Running the encoder with this fails. */
  const noRunner = () => ({ runnerEntry: join(folder, 'nothing.js') });

  it('are not extracted again', async () => {
    const first = await extract();
    const again = await extract(noRunner(), 'elsewhere');
    expect(again).toEqual({
      train: { ...first.train, path: join(folder, 'elsewhere', 'train.features.f32') },
      test: { ...first.test, path: join(folder, 'elsewhere', 'test.features.f32') },
      progress: [pack.train.count + pack.test.count],
    });
    expect(await readFile(again.train.path)).toEqual(await readFile(first.train.path));
    const other = { ...fixture.options('').preprocessing, scale: 2 };
    await expect(extract({ ...noRunner(), preprocessing: other })).rejects.toThrow();
  });

  it('stay as they are when others are written where they were taken to', async () => {
    const first = await extract();
    const bytes = await readFile(first.train.path);
    const doubled = { ...fixture.options('').preprocessing, scale: 2 };
    const other = await extract({ preprocessing: doubled });
    expect(await readFile(other.train.path)).not.toEqual(bytes);
    expect(await readFile((await extract(noRunner())).train.path)).toEqual(bytes);
  });

  it('that were cut off are extracted again', async () => {
    const first = await extract();
    const bytes = await readFile(first.test.path);
    const [entry = ''] = await readdir(cache().directory);
    await rm(first.test.path);
    await truncate(join(cache().directory, entry, 'test.f32'), 100);
    await expect(extract(noRunner())).rejects.toThrow();
    expect(await readFile((await extract()).test.path)).toEqual(bytes);
    expect(await readFile((await extract(noRunner())).test.path)).toEqual(bytes);
  });
});

describe('the cache', () => {
  const rows = 4;
  async function features(value: number): Promise<KeptFeatures> {
    const split = async (name: 'train' | 'test') => {
      const path = join(folder, `${name}-${value}.f32`);
      await writeFile(path, new Float32Array(rows).fill(value));
      const run = { executionProvider: 'cpu', runtimeVersion: '1', batchSize: 1, threads: 1 } as const;
      return { ...run, path, rows, dim: 1, seconds: 1, imagesPerSecond: rows };
    };
    return { train: await split('train'), test: await split('test') };
  }
  const has = async (settings: ReturnType<typeof cache>, key: string) =>
    (await takeFeatures(settings, key, folder)) !== null;
  const use = (key: string, minutesAgo: number) => {
    const then = new Date(Date.now() - minutesAgo * 60_000);
    return utimes(join(cache().directory, `${key}.kept`), then, then);
  };

  it('lets go of what was used longest ago', async () => {
    const one = 2 * rows * 4;
    await keepFeatures(cache(), 'one', await features(1));
    await keepFeatures(cache(), 'two', await features(2));
    await use('one', 1);
    await use('two', 2);
    // Each also has its description and hashes, a few hundred bytes.
    const lengthOf = async (name: string) =>
      (await readFile(join(cache().directory, 'one.kept', name))).length;
    const length = (await lengthOf('features.json')) + (await lengthOf('sha256.json'));
    const settings = cache(2 * (one + length) + one);
    await keepFeatures(settings, 'three', await features(3));
    expect([await has(settings, 'one'), await has(settings, 'two'), await has(settings, 'three')]).toEqual([
      true,
      true,
      true,
    ]);
    await use('two', 2);
    await use('one', 1);
    await keepFeatures(cache(2 * (one + length)), 'four', await features(4));
    expect([await has(settings, 'two'), await has(settings, 'four')]).toEqual([false, true]);
  });

  it('does not take what is larger than all of it', async () => {
    await keepFeatures(cache(31), 'one', await features(1));
    expect(await has(cache(), 'one')).toBe(false);
  });

  it('clears away what a process that was killed has left', async () => {
    const left = join(cache().directory, 'one-uuid.part');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'train.f32'), 'half');
    expect(await has(cache(), 'one')).toBe(false);
    await keepFeatures(cache(), 'two', await features(2));
    expect(await readdir(cache().directory)).toContain('one-uuid.part');
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const path of [join(left, 'train.f32'), left]) await utimes(path, longAgo, longAgo);
    await keepFeatures(cache(), 'three', await features(3));
    expect((await readdir(cache().directory)).toSorted()).toEqual(['three.kept', 'two.kept']);
  });

  it('takes hashes of another version for none', async () => {
    await keepFeatures(cache(), 'one', await features(1));
    for (const text of ['{"train":{}}', 'not JSON']) {
      await writeFile(join(cache().directory, 'one.kept', 'sha256.json'), text);
      expect(await has(cache(), 'one')).toBe(false);
    }
    await keepFeatures(cache(), 'one', await features(5));
    const taken = await takeFeatures(cache(), 'one', folder);
    expect(new Float32Array((await readFile(taken?.test.path ?? '')).buffer)[0]).toBe(5);
  });

  it.each(['train.f32', 'test.f32', 'features.json'])('takes nothing whose %s was altered', async (name) => {
    await keepFeatures(cache(), 'one', await features(1));
    const file = join(cache().directory, 'one.kept', name);
    const bytes = await readFile(file);
    bytes[0] = (bytes[0] ?? 0) + 1;
    // The features that were kept may be another name of the same file.
    await rm(file);
    await writeFile(file, bytes);
    expect(await has(cache(), 'one')).toBe(false);
    await keepFeatures(cache(), 'one', await features(5));
    expect(await has(cache(), 'one')).toBe(true);
  });

  it('is written to by several at once', async () => {
    const both = await features(1);
    await Promise.all([1, 2, 3].map(() => keepFeatures(cache(), 'one', both)));
    expect(await readdir(cache().directory)).toEqual(['one.kept']);
    expect(await has(cache(), 'one')).toBe(true);
  });
});
