import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flatImage, writeTree } from '@clusterboard/datasets/image-fixture';
import { processesWith } from '@clusterboard/extraction/runner-fixture';
import { wide } from '@clusterboard/extraction/test-models';
import type { Receipt } from '@clusterboard/pipeline';
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
    expect(verified.stdout).toMatch(
      /^Digits \(digits\)\nstrict-1: 10 clusters for 10 classes, seeds 0, 1, 2, 3, 4\n\nmodel /,
    );
    expect(verified.stdout).toMatch(/Verified: all \d{3,} values are identical, bit for bit\.\n$/);

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
        environment: [{ name: 'machine.processor', receipt: 'Another processor' }],
      },
    });
    const differing = elsewhere.answer.numbers.filter(({ same }: { same: boolean }) => !same);
    expect(differing).toHaveLength(1);

    const { stdout } = await start(['verify', 'changed.json', '--model', 'simclr.onnx']);
    expect(stdout).toMatch(/^features {7}DIFFERS +2 of 3$/m);
    expect(stdout).toMatch(
      /Possible causes, because these differ from the receipt:\n {2}machine\.processor: Another processor in the receipt/,
    );
  });

  it('take nothing altered from the caches, and nothing at all to verify', async () => {
    const entries = await Promise.all(
      ['crops', 'features'].map(async (cache) =>
        (await readdir(file('data', cache))).map((entry) => file('data', cache, entry)),
      ),
    );
    const alter = async (entry: string, alsoHashes: boolean) => {
      const hashes = JSON.parse(await readFile(join(entry, 'sha256.json'), 'utf8'));
      for (const name of Object.keys(hashes).filter((kept) => !kept.endsWith('.json'))) {
        const bytes = await readFile(join(entry, name));
        await writeFile(join(entry, name), bytes.fill(0, alsoHashes ? bytes.length / 2 : 0));
        hashes[name] = createHash('sha256').update(bytes).digest('hex');
      }
      if (alsoHashes) await writeFile(join(entry, 'sha256.json'), JSON.stringify(hashes));
    };
    for (const entry of entries.flat()) await alter(entry, true);
    const verified = await start(['verify', 'simclr.digits.receipt.json', '--model', 'simclr.onnx']);
    expect(verified.stdout).toContain('bit for bit');

    for (const entry of entries.flat()) await alter(entry, false);
    const again = ['--receipt', 'again.json', '--json'];
    const evaluated = await start(['evaluate', 'simclr.onnx', '--benchmark', 'digits', ...again]);
    expect({ code: evaluated.code, stderr: evaluated.stderr }).toEqual({ code: 0, stderr: '' });
    const before = JSON.parse(await readFile(file('simclr.digits.receipt.json'), 'utf8'));
    expect(JSON.parse(evaluated.stdout).receipt.features).toEqual(before.features);
    const taken = await start(['evaluate', 'simclr.onnx', '--benchmark', 'digits', ...again]);
    expect(taken.stderr).toContain('kept from an earlier run');
    expect(JSON.parse(taken.stdout).receipt.features).toEqual(before.features);
  });

  /** Written again by somebody who knows how a receipt is hashed. */
  async function forge(change: (receipt: Receipt) => object): Promise<void> {
    const receipt = JSON.parse(await readFile(file('simclr.digits.receipt.json'), 'utf8'));
    const forged = { ...receipt, ...change(receipt) };
    await writeFile(file('forged.json'), JSON.stringify(forged));
    const { stdout } = await start(['verify', 'forged.json', '--model', 'simclr.onnx', '--json']);
    const sha256 = JSON.parse(stdout).firstDifference.recomputed;
    await writeFile(file('forged.json'), JSON.stringify({ ...forged, sha256 }));
  }

  it('do not take the name of a published protocol from another one', async () => {
    await forge(({ protocol, report }) => {
      const definition = { ...protocol.definition, over: 2, seeds: [17] };
      return { protocol: { ...protocol, definition }, report: { ...report, protocol: definition } };
    });
    const { code, stdout } = await start(['verify', 'forged.json', '--model', 'simclr.onnx']);
    expect(stdout).toMatch(/^Not verified\. The first difference is in step “protocol”: protocol\.sha256 /);
    expect(stdout).toContain('protocol differs from the published protocol “strict-1”');
    expect(code).toBe(4);
  });

  it('do not take the name of a dataset that comes with Clusterboard from other images', async () => {
    await forge(({ dataset }) => ({ dataset: { ...dataset, slug: 'fashion-mnist', name: 'Fashion-MNIST' } }));
    const digits = file('data', 'datasets', 'digits');
    const args = ['verify', 'forged.json', '--model', 'simclr.onnx', '--data', digits];
    const { code, stdout } = await start(args);
    expect(stdout).toMatch(/^Not verified\. The first difference is in step “dataset”/);
    expect(stdout).toContain('than “fashion-mnist”, which ships with Clusterboard');
    expect(code).toBe(4);
  });

  it('tell other datasets of one name apart, and where images are named', async () => {
    await forge(({ dataset }) => ({ dataset: { ...dataset, slug: 'mine', name: 'Mine\u001b[31m' } }));
    const verify = ['verify', 'forged.json', '--model', 'simclr.onnx'];
    const missing = await start(verify);
    expect(missing.code).toBe(3);
    expect(missing.stderr).toBe(
      'Benchmark “mine” not found.\nUse --data to point to the images. Known here: digits, fashion-mnist.\n',
    );
    await writeTree(file('mine'), { 'a/1.png': flatImage(1), 'b/1.png': flatImage(2) });
    for (const name of ['a', 'b']) await copyFile(file('mine', name, '1.png'), file('mine', name, '2.png'));
    await start(['dataset', 'import', 'mine', '--name', 'Mine', '--train-share', '0.5']);
    const { code, stdout, stderr } = await start([...verify, '--data', file('data', 'datasets', 'digits')]);
    expect(stderr).toBe('The receipt describes a different dataset than the “mine” on this machine.\n');
    expect(stdout).toMatch(/^Mine�\[31m \(mine\)\n/);
    expect(code).toBe(0);
  });

  it('say that the receipt is about another model or other data', async () => {
    await copyFile(exampleModel('rotnet'), file('rotnet.onnx'));
    const receipt = 'simclr.digits.receipt.json';
    const model = await start(['verify', receipt, '--model', 'rotnet.onnx']);
    expect(model.code).toBe(4);
    expect(model.stdout).toContain('in step “model”');

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
    expect(other.stdout).toContain('in step “dataset”');
    expect(other.code).toBe(4);
  });
});

describe('an output that cannot be written', () => {
  it.each([
    ['in no folder', 'none/x.json', 'the folder does not exist'],
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
      message: `Cannot write ${path}: ${reason}.`,
      advice: expect.any(String),
    });
  });

  it.runIf(existsSync('/dev/full'))('on a full disk does not take the result along', async () => {
    const { code, stdout, stderr } = await start([
      ...['evaluate', 'simclr.onnx', '--benchmark', 'digits', '--receipt', '/dev/full'],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ACC +0\./m);
    expect(stderr).toContain('Cannot write /dev/full: the disk is full.');
  });

  it.runIf(existsSync('/dev/full'))('is told where the result itself goes to a full disk', async () => {
    const { open } = await import('node:fs/promises');
    await using full = await open('/dev/full', 'w');
    const { code, stderr } = await start(['dataset', 'list', '--json'], {}, full.fd);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^Cannot write the result: .*ENOSPC/);
  });

  it.runIf(existsSync('/proc/self'))('is told where the system makes no folders', async () => {
    const evaluate = ['evaluate', 'simclr.onnx', '--benchmark', 'digits'];
    const features = await start([...evaluate, '--save-features', '/proc/x']);
    expect(features.code).toBe(3);
    expect(features.stderr).toContain('Cannot write /proc/x: cannot create a folder there.');
    const data = await start(evaluate, { DATA_DIR: '/proc/x' });
    expect(data.code).toBe(3);
    expect(data.stderr).toContain('Cannot write /proc/x: cannot create a folder there.');
  });

  it('is told where there is no place for work in progress', async () => {
    const { code, stderr } = await start(['evaluate', 'simclr.onnx', '--benchmark', 'digits'], {
      TMPDIR: file('none'),
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/Cannot write .*: the folder does not exist\./);
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
      const extracting = async () => (await scratchFiles()).some((name) => name.endsWith('.f32'));
      await expect
        .poll(async () => running.child.exitCode !== null || (await extracting()), {
          interval: 5,
          timeout: 60_000,
        })
        .toBe(true);
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

  const evaluators = () => processesWith(`"directory":"${file('tmp')}`);

  /** Of all evaluators, in seconds of processors; the first seconds after reading the features are those of PCA. */
  async function evaluatorSeconds(): Promise<number> {
    const stats = evaluators().map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
    const ticks = (await Promise.all(stats)).map((stat) => Number(stat.split(' ')[13] ?? 0));
    return ticks.reduce((sum, each) => sum + each, 0) / 100;
  }

  it.runIf(existsSync('/proc/self')).each([
    ['SIGINT', 130],
    ['SIGKILL', -1],
  ] as const)('by %s during PCA leaves no process within ten seconds', async (signal, expected) => {
    await writeFile(file('wide.onnx'), wide(1250n));
    const running = start(['evaluate', 'wide.onnx', '--benchmark', 'digits', '--preset', 'unit']);
    await expect.poll(evaluatorSeconds, { interval: 20, timeout: 60_000 }).toBeGreaterThan(1);
    const began = performance.now();
    running.child.kill(signal);
    const { code } = await running;
    await expect.poll(evaluators, { interval: 20, timeout: 10_000 }).toEqual([]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(code).toBe(expected);
    if (signal === 'SIGINT') expect(await scratchFiles()).toEqual([]);
    // Nobody is left to do it after SIGKILL.
    for (const name of await readdir(file('tmp'))) await rm(file('tmp', name), { recursive: true });
  });
});
