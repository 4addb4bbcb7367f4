import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { useDirectory } from '@clusterboard/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ran } from './command-fixture.ts';

// The command as people run it, in a process and a directory of its own.

const directory = useDirectory();
const root = new URL('../../../', import.meta.url);
const entry = fileURLToPath(new URL('apps/cli/bin/clusterboard.mjs', root));
const file = (...names: string[]) => join(directory.path, ...names);
const exampleModel = (name: string) => fileURLToPath(new URL(`examples/models/${name}.onnx`, root));

interface Running extends Promise<Ran & { signal: string | null }> {
  readonly child: ChildProcess;
}

function start(
  args: readonly string[],
  variables: Record<string, string> = {},
  stdout: 'pipe' | number = 'pipe',
) {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: directory.path,
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      DATA_DIR: file('data'),
      TMPDIR: file('tmp'),
      ...variables,
    },
    stdio: ['ignore', stdout, 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    text.stderr += chunk;
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? -1, signal, ...text }));
  });
  return Object.assign(ended, { child }) as Running;
}

const scratchFiles = async (): Promise<string[]> => (await readdir(file('tmp'), { recursive: true })).sort();

beforeAll(async () => {
  // Builds it where it is not built, which speaks.
  await start(['--version'], { TMPDIR: directory.path });
  await mkdir(file('tmp'));
  await copyFile(exampleModel('simclr'), file('simclr.onnx'));
});

describe('evaluate and verify', () => {
  it('judge a model and compute the receipt again to the last bit', async () => {
    const evaluated = await start([
      'evaluate',
      'simclr.onnx',
      '--benchmark',
      'digits',
      '--save-features',
      'features',
    ]);
    expect({ code: evaluated.code, stderr: evaluated.stderr }).toEqual({ code: 0, stderr: '' });
    expect(evaluated.stdout).toContain('simclr.onnx on Digits (digits)');
    expect(evaluated.stdout).toMatch(/^ACC +0\.\d{4} +0\.\d{4} +0\.\d{4} … 0\.\d{4}$/m);
    expect(evaluated.stdout).toMatch(/^Receipt: simclr\.digits\.receipt\.json$/m);

    const verified = await start(['verify', 'simclr.digits.receipt.json', '--model', 'simclr.onnx']);
    expect({ code: verified.code, stderr: verified.stderr }).toEqual({ code: 0, stderr: '' });
    expect(verified.stdout).toMatch(/The same: all \d{3,} values, bit for bit\.\n$/);

    const clustered = await start([
      ...[
        'cluster',
        '--train',
        'features/train.npy',
        '--train-labels',
        'features/train-labels.npy',
        '--json',
      ],
      ...['--test', 'features/test.npy', '--test-labels', 'features/test-labels.npy'],
    ]);
    const receipt = JSON.parse(await readFile(file('simclr.digits.receipt.json'), 'utf8'));
    expect(JSON.parse(clustered.stdout).report).toEqual(receipt.report);
    expect(await scratchFiles()).toEqual([]);
  });

  it('say what was changed first, and what else differs around it', async () => {
    const receipt = JSON.parse(await readFile(file('simclr.digits.receipt.json'), 'utf8'));
    const verify = async (change: object) => {
      await writeFile(file('changed.json'), JSON.stringify({ ...receipt, ...change }));
      const { code, stdout } = await start(['verify', 'changed.json', '--model', 'simclr.onnx', '--json']);
      return { code, answer: JSON.parse(stdout) };
    };
    const machine = { ...receipt.machine, processor: 'Another processor' };
    const features = { ...receipt.features, testSha256: '0'.repeat(64) };
    const altered = await verify({ machine, features });
    expect(altered).toMatchObject({ code: 4, answer: { same: false, firstDifference: { step: 'receipt' } } });

    const sha256 = altered.answer.firstDifference.recomputed;
    const elsewhere = await verify({ machine, features, sha256 });
    expect(elsewhere).toMatchObject({
      code: 4,
      answer: {
        same: false,
        firstDifference: { step: 'features', name: 'features.testSha256', receipt: '0'.repeat(64) },
        surroundings: [{ name: 'machine.processor', receipt: 'Another processor' }],
      },
    });
    const differing = elsewhere.answer.numbers.filter(({ same }: { same: boolean }) => !same);
    expect(differing).toHaveLength(1);

    const { stdout } = await start(['verify', 'changed.json', '--model', 'simclr.onnx']);
    expect(stdout).toMatch(/^features {7}DIFFERS +2 of 3$/m);
    expect(stdout).toMatch(
      /A possible cause is what differs around it:\n {2}machine\.processor: Another processor there/,
    );
  });

  it('say that the receipt is about another model or other data', async () => {
    await copyFile(exampleModel('rotnet'), file('rotnet.onnx'));
    const receipt = 'simclr.digits.receipt.json';
    const model = await start(['verify', receipt, '--model', 'rotnet.onnx']);
    expect(model.code).toBe(4);
    expect(model.stdout).toContain('in the step “model”');

    const digits = file('data', 'datasets', 'digits');
    await mkdir(file('renamed'));
    for (const name of await readdir(digits)) await copyFile(join(digits, name), file('renamed', name));
    const manifest = JSON.parse(await readFile(join(digits, 'manifest.json'), 'utf8'));
    const write = (change: object) =>
      writeFile(file('renamed', 'manifest.json'), JSON.stringify({ ...manifest, ...change }));

    await write({ slug: 'mine', name: 'Mine', description: 'The same images.' });
    const renamed = await start(['verify', receipt, '--model', 'simclr.onnx', '--data', 'renamed']);
    expect(renamed.stdout).toContain('bit for bit');
    expect(renamed.code).toBe(0);

    await write({ classNames: manifest.classNames.toReversed() });
    const other = await start(['verify', receipt, '--model', 'simclr.onnx', '--data', 'renamed']);
    expect(other.stdout).toContain('in the step “dataset”');
    expect(other.code).toBe(4);
  });
});

describe('an output that cannot be written', () => {
  it.each([
    ['in no folder', 'none/x.json', 'its folder is not there'],
    ['a directory', 'tmp', 'it is a directory'],
  ])('is told before the work: %s', async (_, path, reason) => {
    const { code, stdout } = await start(
      ['evaluate', 'simclr.onnx', '--benchmark', 'digits', '--receipt', path, '--json'],
      // Running the model would end otherwise.
      { RUNNER_WALL_CLOCK_SECONDS: '1', RUNNER_MEMORY_MEBIBYTES: '1' },
    );
    expect(code).toBe(3);
    expect(JSON.parse(stdout).problem).toEqual({
      code: 'FILE_UNWRITABLE',
      message: `${path} cannot be written: ${reason}.`,
      advice: expect.any(String),
    });
  });

  it.runIf(existsSync('/dev/full'))('on a full disk does not take the result along', async () => {
    const { code, stdout, stderr } = await start([
      ...['evaluate', 'simclr.onnx', '--benchmark', 'digits', '--receipt', '/dev/full'],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ACC +0\./m);
    expect(stderr).toContain('/dev/full cannot be written: the disk is full.');
  });

  it.runIf(existsSync('/dev/full'))('is told where the result itself goes to a full disk', async () => {
    const { open } = await import('node:fs/promises');
    await using full = await open('/dev/full', 'w');
    const { code, stderr } = await start(['dataset', 'list', '--json'], {}, full.fd);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^The result cannot be written: .*ENOSPC/);
  });

  it('is told where there is no place for work in progress', async () => {
    const { code, stderr } = await start(['evaluate', 'simclr.onnx', '--benchmark', 'digits'], {
      TMPDIR: file('none'),
    });
    expect(code).toBe(3);
    expect(stderr).toContain('cannot be written: its folder is not there.');
  });
});

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends with 130, and leaves nothing behind',
    async (signal) => {
      await copyFile(exampleModel('vicreg'), file('vicreg.onnx'));
      // Mini-batches of many epochs take long enough.
      const running = start([
        'evaluate',
        'vicreg.onnx',
        '--benchmark',
        'digits',
        '--protocol',
        'paper-2020',
        '--json',
      ]);
      while (
        !(await scratchFiles()).some((name) => name.endsWith('.f32')) &&
        running.child.exitCode === null
      ) {
        await wait(5);
      }
      running.child.kill(signal);
      const { code, stdout } = await running;
      expect(code).toBe(130);
      expect(JSON.parse(stdout)).toEqual({ problem: { code: 'INTERRUPTED', message: 'Interrupted.' } });
      expect(await scratchFiles()).toEqual([]);
      expect((await readdir(directory.path)).filter((name) => name.startsWith('vicreg.'))).toEqual([
        'vicreg.onnx',
      ]);
    },
  );
});
