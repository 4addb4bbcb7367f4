import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npy } from '@clusterboard/artifacts/npy-fixture';
import { useDirectory } from '@clusterboard/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluatorProcesses, runInProcess } from '../command-fixture.ts';

const directory = useDirectory();
const file = (name: string) => join(directory.path, name);

/** Rows around one corner of a square for each class, no two alike. */
const rowsOf = (labels: readonly number[]): number[] =>
  labels.flatMap((label, row) => [10 * (label % 2) + row / 100, 10 * (label >> 1) - row / 100]);

const trainLabels = Array.from({ length: 40 }, (_, row) => row % 4);
const testLabels = Array.from({ length: 12 }, (_, row) => (row * 3) % 4);

const inputs = {
  train: 'train.npy',
  'train-labels': 'train-labels.npy',
  test: 'test.npy',
  'test-labels': 'test-labels.json',
};

async function run(change: Partial<typeof inputs> = {}, ...args: readonly string[]) {
  const files = Object.entries({ ...inputs, ...change }).flatMap(([name, value]) => [
    `--${name}`,
    file(value),
  ]);
  const ran = await runInProcess(directory.path, ['cluster', ...files, ...args]);
  return { ...ran, answer: args.includes('--json') ? JSON.parse(ran.stdout) : undefined };
}

beforeAll(async () => {
  await writeFile(file('train.npy'), npy('<f8', [40, 2], rowsOf(trainLabels)));
  await writeFile(file('test.npy'), npy('>f4', [12, 2], rowsOf(testLabels)));
  await writeFile(file('train-labels.npy'), npy('|u1', [40], trainLabels));
  await writeFile(file('test-labels.json'), JSON.stringify(testLabels));
});

describe('cluster', () => {
  it('ends within ten seconds when it is interrupted, and leaves no process', async () => {
    const stop = new AbortController();
    const files = Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, file(value)]);
    const running = runInProcess(directory.path, ['cluster', ...files], {}, stop.signal);
    await expect
      .poll(async () => (await evaluatorProcesses()).length, { timeout: 60_000, interval: 5 })
      .toBeGreaterThan(0);
    for (const pid of await evaluatorProcesses()) process.kill(pid, 'SIGSTOP');
    const began = performance.now();
    stop.abort();
    const { code, stderr } = await running;
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'Interrupted.\n' });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await evaluatorProcesses()).toEqual([]);
  });

  it('runs the protocol and prints a table', async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('strict-1: 4 clusters for 4 classes, 5 seeds, 2 dimensions');
    expect(stdout).toContain('40 train and 12 test images');
    expect(stdout).toMatch(/^ACC +1\.0000 +0\.0000 +1\.0000 … 1\.0000$/m);
  });

  it('takes k, dimensions and seeds instead of the protocol’s, which then is no longer the published one', async () => {
    const { answer } = await run({}, '--k', '7', '--pca', '1', '--seeds', '3,8', '--json');
    expect(answer.report).toMatchObject({
      protocol: { id: 'custom', seeds: [3, 8], pcaDim: 1 },
      clusters: 7,
      pcaDim: 1,
      runs: [{ seed: 3 }, { seed: 8 }],
    });
    expect(answer.classes).toEqual([0, 1, 2, 3]);
  });

  it.each([1, 2, 3, 5, 7, 11, 13, 39, 40])('makes exactly %i clusters, rounded up or down', async (k) => {
    for (const protocol of ['strict-1', 'paper-2020']) {
      const { answer } = await run({}, '--k', `${k}`, '--seeds', '1', '--protocol', protocol, '--json');
      expect(answer.report.clusters).toBe(k);
    }
  });

  it('knows the other protocols', async () => {
    const { stdout } = await run({}, '--protocol', 'strict-1-over-1.5');
    expect(stdout).toContain('strict-1-over-1.5: 6 clusters for 4 classes');
  });

  it.each([
    [
      'more clusters than images',
      {},
      ['--k', '41'],
      'INVALID_FIELD',
      /^--k: 41 clusters need at least as many train images/,
    ],
    ['PCA where all is kept', {}, ['--protocol', 'paper-2020', '--pca', '1'], 'INVALID_FIELD', /^--pca: /],
    ['other dimensions', { test: 'narrow.npy' }, [], 'ARRAY_UNREADABLE', /it has 1 columns, but/],
    [
      'labels of the other split',
      { 'train-labels': 'test-labels.json' },
      [],
      'LABELS_UNREADABLE',
      /12 labels where/,
    ],
    ['names for numbers', { 'test-labels': 'names.json' }, [], 'LABELS_UNREADABLE', /it holds names where/],
    ['other classes', { 'test-labels': 'others.json' }, [], 'LABELS_UNREADABLE', /no label in common/],
    ['NaN', { train: 'nan.npy' }, [], 'FEATURES_NOT_FINITE', /image 7 \(train split\)/],
    [
      'one row again and again',
      { train: 'constant.npy' },
      [],
      'FEATURES_CONSTANT',
      /the same for every image/,
    ],
    ['too few distinct rows', { train: 'few.npy' }, [], 'FEATURES_TOO_FEW_DISTINCT', /only 3 distinct/],
    ['no file', { train: 'none.npy' }, [], 'FILE_UNREADABLE', /no such file/],
  ])('refuses %s', async (_, change, args, code, message) => {
    await writeFile(file('narrow.npy'), npy('<f4', [12, 1], testLabels));
    await writeFile(file('names.json'), JSON.stringify(testLabels.map((label) => `class ${label}`)));
    await writeFile(file('others.json'), JSON.stringify(testLabels.map((label) => label + 4)));
    const broken = rowsOf(trainLabels).with(15, Number.NaN);
    await writeFile(file('nan.npy'), npy('<f4', [40, 2], broken));
    await writeFile(file('constant.npy'), npy('<f4', [40, 2], new Array(80).fill(1)));
    await writeFile(
      file('few.npy'),
      npy(
        '<f4',
        [40, 2],
        rowsOf(trainLabels).map((_, at) => Math.floor(at / 2) % 3),
      ),
    );
    const ran = await run(change, ...args, '--json');
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 3, stderr: '' });
    expect(ran.answer.problem).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
