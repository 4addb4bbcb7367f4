import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { importDataset, type Pack } from '@clusterboard/datasets';
import { realImagePath } from '@clusterboard/datasets/image-fixture';
import { type Preprocessing, presetNormalisation } from '@clusterboard/preprocessing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import golden from '../../datasets/golden/pillow.golden.json' with { type: 'json' };
import { readFeatures } from './cache/feature-file.ts';
import { extractSplits } from './extract-splits.ts';
import { createRunnerFixture, type RunnerFixture } from './runner-fixture.ts';
import { inputValues } from './test-models.ts';

// From files as data sets have them (JPEG upright and turned, grey, CMYK, 16-bit, palette, WebP, GIF) to the
// tensors that a model is given, held against what Pillow sees: a model whose features are its input.

const [size, spec] = [24, { height: 24, width: 24, shorterSide: 26, interpolation: 'bilinear' }] as const;
const pillow = Object.entries(golden.images).flatMap(([name, { crops }]) =>
  crops
    .filter((crop) => crop.spec.shorterSide === spec.shorterSide && crop.spec.colour === 'rgb')
    .map(({ expected }) => [name, Buffer.from(expected, 'base64')] as const),
);
// In levels of 255, what rounding leaves of the same pixels: float32 values of Caffe, up to 152, lie 2^-16 apart;
// halves of ImageNet's, up to 2.64, lie 2^-9 apart, where half of that is 0.057 of a level.
const most = { float32: 1e-5, float16: 0.057, uint8: 0 };

let fixture: RunnerFixture;
let folder: string;
let pack: Pack;

beforeAll(async () => {
  fixture = await createRunnerFixture();
  folder = await mkdtemp(join(tmpdir(), 'clusterboard-tensors-'));
  for (const [index, [name]] of pillow.entries()) {
    const split = index % 5 === 4 ? 'test' : 'train';
    const target = join(folder, 'source', split, index % 2 === 0 ? 'even' : 'odd');
    await mkdir(target, { recursive: true });
    await copyFile(realImagePath(name), join(target, name));
  }
  const imported = await importDataset(join(folder, 'packs'), join(folder, 'source'), { name: 'Pillow' });
  if (!imported.pack.ok) throw new Error(imported.pack.problem.message);
  pack = imported.pack.value;
});

afterAll(async () => {
  await fixture.remove();
  await rm(folder, { recursive: true });
});

/** The tensor of each image by its file's name. */
async function tensors(model: Uint8Array, preprocessing: Preprocessing): Promise<Map<string, Float32Array>> {
  const { imagesPath: _path, image: _image, featuresPath: _features, ...settings } = fixture.options('');
  const extracted = await extractSplits(
    { ...settings, modelPath: await fixture.write('values.onnx', model), preprocessing },
    pack,
    folder,
    () => {},
  );
  if (!extracted.ok) throw new Error(extracted.problem.message);
  const found = new Map<string, Float32Array>();
  for (const split of ['train', 'test'] as const) {
    const { path, rows, dim } = extracted.value[split];
    const { data } = await readFeatures(path, rows, dim);
    const names = (await pack[split].readNames()) ?? [];
    for (const [row, name] of names.entries()) {
      found.set(basename(name), data.subarray(row * dim, (row + 1) * dim));
    }
  }
  return found;
}

const normalisations = {
  'as they are': { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  ImageNet: presetNormalisation('imagenet', 'rgb'),
  'Caffe, BGR': presetNormalisation('caffe', 'bgr'),
};

describe(`every image that Pillow ${golden.pillow} sees (${pillow.length})`, () => {
  it.each([
    ['float32', 'nchw', 'batch', 'rgb', 'ImageNet'],
    ['float32', 'nhwc', 5, 'bgr', 'Caffe, BGR'],
    ['float16', 'nchw', 4, 'bgr', 'as they are'],
    ['float16', 'nhwc', 'batch', 'rgb', 'ImageNet'],
    ['uint8', 'nchw', 'batch', 'rgb', 'as they are'],
    ['uint8', 'nhwc', 7, 'bgr', 'as they are'],
  ] as const)('reaches a model that takes %s %s, batch %s, %s, %s', async (...row) => {
    const [type, layout, batch, colour, values] = row;
    const shape = layout === 'nchw' ? [batch, 3, size, size] : [batch, size, size, 3];
    const { scale, mean, std } = normalisations[values];
    const found = await tensors(inputValues(type, shape), {
      ...spec,
      colour,
      scale,
      mean: [...mean],
      std: [...std],
    });
    expect(found.size).toBe(pillow.length);
    for (const [name, expected] of pillow) {
      const tensor = found.get(name) ?? new Float32Array();
      expect(tensor).toHaveLength(expected.length);
      const differences = Array.from(tensor, (value, at) => {
        const [pixel, channel] =
          layout === 'nchw'
            ? [at % (size * size), Math.floor(at / (size * size))]
            : [Math.floor(at / 3), at % 3];
        const level = (value * (std[channel] ?? 1) + (mean[channel] ?? 0)) / scale;
        return Math.abs(level - (expected[pixel * 3 + (colour === 'bgr' ? 2 - channel : channel)] ?? 0));
      });
      expect(Math.max(...differences), name).toBeLessThanOrEqual(most[type]);
    }
  });

  it('reaches a model of one channel as grey', async () => {
    const greySpec = { height: 24, width: 24, shorterSide: 24, interpolation: 'bicubic' } as const;
    const found = await tensors(inputValues('uint8', [1, 24, 24, 1]), {
      ...greySpec,
      colour: 'grey',
      scale: 1,
      mean: [0],
      std: [1],
    });
    const grey = Object.entries(golden.images).flatMap(([name, { crops }]) =>
      crops
        .filter((crop) => crop.spec.colour === 'grey')
        .map(({ expected }) => [name, Buffer.from(expected, 'base64')] as const),
    );
    expect(grey.length).toBeGreaterThan(10);
    for (const [name, expected] of grey) {
      const tensor = found.get(name) ?? new Float32Array();
      const differences = Array.from(tensor, (value, at) => Math.abs(value - (expected[at] ?? 0)));
      expect(differences, name).toHaveLength(expected.length);
      expect(Math.max(...differences), name).toBe(0);
    }
  });
});
