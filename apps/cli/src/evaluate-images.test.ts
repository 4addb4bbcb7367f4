import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeImage } from '@clusterboard/datasets';
import { photograph, writeTree } from '@clusterboard/datasets/image-fixture';
import { createRunnerFixture, type RunnerFixture } from '@clusterboard/extraction/runner-fixture';
import { inputValues } from '@clusterboard/extraction/test-models';
import { createCropper } from '@clusterboard/preprocessing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from './command-fixture.ts';

// From flags and JPEG files to the tensors of a model whose features are its input, and not twice.

const [side, shorterSide] = [12, 15];
const classes = { red: [130, 20, 20], blue: [20, 30, 130] } as const;
let folder: string;
let runner: RunnerFixture;
let model: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clusterboard-evaluate-'));
  runner = await createRunnerFixture();
  model = await runner.write('values.onnx', inputValues('uint8', ['batch', side, side, 3]));
  const files: Record<string, Buffer> = {};
  for (const [label, [name, colour]] of Object.entries(classes).entries()) {
    for (let image = 0; image < 6; image++) {
      const split = image < 4 ? 'train' : 'test';
      files[`${split}/${name}/${image}.jpg`] = await photograph(label * 10 + image, colour);
    }
  }
  await writeTree(join(folder, 'images'), files);
});
afterAll(async () => {
  await runner.remove();
  await rm(folder, { recursive: true });
});

const evaluate = (...flags: string[]) => evaluateOn(join(folder, 'images'), ...flags);

const evaluateOn = async (data: string, ...flags: string[]) => {
  const args = ['evaluate', model, '--data', data, '--json'];
  const written = ['--receipt', join(folder, 'receipt.json'), '--save-features', join(folder, 'features')];
  const variables = { EXECUTION_PROVIDERS: 'cpu', WORKER_THREADS: '1' };
  const ran = await runInProcess(
    join(folder, 'data'),
    [...args, ...written, ...flags],
    variables,
    new AbortController().signal,
    runner.runnerEntry,
  );
  return { ...ran, document: JSON.parse(ran.stdout) };
};

const asTrained = [
  ...['--shorter-side', String(shorterSide), '--interpolation', 'bicubic'],
  ...['--colour', 'bgr', '--scale', '1', '--mean', '-1,0,3', '--std', '1'],
];

describe('evaluate', () => {
  it('gives the model the tensors that the flags describe', async () => {
    const { code, document } = await evaluate(...asTrained);
    expect(code).toBe(0);
    const preprocessing = {
      height: side,
      width: side,
      shorterSide,
      interpolation: 'bicubic',
      colour: 'bgr',
      scale: 1,
      mean: [-1, 0, 3],
      std: [1, 1, 1],
    } as const;
    expect(document.receipt.preprocessing.definition).toEqual(preprocessing);
    expect(document.receipt.report.summary.acc.mean).toBe(1);

    const npy = await readFile(join(folder, 'features', 'train.npy'));
    const values = side * side * 3;
    const rows = new Float32Array(Uint8Array.from(npy.subarray(-8 * values * 4)).buffer);
    // Classes by name: the first train image is the first blue one.
    const blue = await decodeImage(await readFile(join(folder, 'images/train/blue/0.jpg')), 'blue');
    if (!blue.ok) throw new Error(blue.problem.message);
    const crop = createCropper({ ...preprocessing, colour: 'rgb' }).crop(blue.value);
    const shifts = [1, 0, -3];
    const expected = Array.from({ length: values }, (_, at) => {
      const level = (crop[at - (at % 3) + 2 - (at % 3)] ?? 0) + (shifts[at % 3] ?? 0);
      return Math.min(255, Math.max(0, level));
    });
    expect([...rows.subarray(0, values)]).toEqual(expected);
  });

  it('does not run a model on the same images twice, but on other values of theirs', async () => {
    const before = JSON.parse(await readFile(join(folder, 'receipt.json'), 'utf8'));
    const { document, stderr } = await evaluate(...asTrained);
    expect(stderr).toContain('features of 12 images are kept from an earlier run');
    expect(document.receipt.features).toEqual(before.features);
    expect(document.receipt.timings.trainExtractionSeconds).toBe(before.timings.trainExtractionSeconds);
    const other = await evaluate(...asTrained, '--mean', '0');
    expect(other.stderr).not.toContain('earlier run');
    expect(other.document.receipt.features.trainSha256).not.toBe(before.features.trainSha256);
  });

  it('takes images of any name', async () => {
    const data = join(folder, 'фото');
    await cp(join(folder, 'images'), data, { recursive: true });
    const { code, document } = await evaluateOn(data);
    expect(code).toBe(0);
    expect(document.receipt.dataset).toMatchObject({ name: 'фото', slug: 'images' });
  });

  it('makes a shipped dataset again where it is damaged', async () => {
    const benchmark = ['evaluate', model, '--benchmark', 'digits', '--colour', 'rgb', '--json'];
    const receipt = ['--receipt', join(folder, 'digits.json')];
    const evaluateDigits = () =>
      runInProcess(
        join(folder, 'data'),
        [...benchmark, ...receipt],
        {},
        new AbortController().signal,
        runner.runnerEntry,
      );
    const before = await evaluateDigits();
    const images = join(folder, 'data', 'datasets', 'digits', 'train.images.u8');
    await writeFile(images, (await readFile(images)).fill(0));
    const again = await evaluateDigits();
    expect([before.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(again.stdout).receipt.features).toEqual(JSON.parse(before.stdout).receipt.features);
  });

  it('takes bytes as they are for a model of bytes, and refuses to scale them away', async () => {
    const { code, document } = await evaluate();
    expect(code).toBe(0);
    expect(document.receipt.preprocessing.definition).toMatchObject({ scale: 1, mean: [0, 0, 0] });
    const refused = await evaluate('--preset', 'unit');
    expect(refused.code).toBe(3);
    expect(refused.document.problem.code).toBe('INPUT_RANGE');
  });
});
