import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npy } from '@clusterboard/artifacts/npy-fixture';
import { registry } from '@clusterboard/evaluation';
import { useDirectory } from '@clusterboard/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from './command-fixture.ts';

const directory = useDirectory();
const file = (name: string) => join(directory.path, name);
const run = (args: readonly string[], variables?: Record<string, string>) =>
  runInProcess(directory.path, args, variables);
const json = ({ stdout }: { stdout: string }) => JSON.parse(stdout);

const commands = [
  ['evaluate'],
  ['cluster'],
  ['score'],
  ['inspect'],
  ['verify'],
  ['dataset', 'import'],
  ['dataset', 'list'],
];

describe('help', () => {
  it('lists every command and the exit codes, and is no failure', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const [name = ''] of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).toContain('130 interrupted');
  });

  it.each(commands)('of %s %s tells its options, --json among them', async (...command) => {
    for (const args of [
      [...command, '--help'],
      ['help', ...command.slice(0, 1)],
    ]) {
      const { code, stdout } = await run(args);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Usage: clusterboard /);
      expect(stdout).toContain('--json');
    }
  });

  it('leaves no line wider than 80 columns where the terminal does not say', async () => {
    for (const command of [[], ...commands]) {
      const { stdout } = await run([...command, '--help']);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('tells the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });
});

const wrongUsages: readonly [string, readonly string[], string][] = [
  ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
  ['a command that is nearly one', ['scor'], 'Did you mean score?'],
  ['an unknown option', ['score', '--frob'], '--labels'],
  ['too many arguments', ['inspect', 'a', 'b'], 'too many arguments'],
  ['no model', ['inspect'], "missing required argument 'model.onnx'"],
  ['a missing option', ['score', '--labels', 'a.npy'], "'--clusters <file>' not specified"],
  [
    'half a pair',
    ['score', '--labels', 'a', '--clusters', 'b', '--train-labels', 'c'],
    '--train-labels and --train-clusters must be used together',
  ],
  ['neither data nor benchmark', ['evaluate', 'm.onnx'], '--benchmark or --data is required'],
  ['both', ['evaluate', 'm.onnx', '--benchmark', 'a', '--data', 'b'], 'cannot be used with'],
  ['an unknown protocol', ['evaluate', 'm', '--data', 'd', '--protocol', 'x'], 'Expected one of strict-1'],
  [
    'a word of the language',
    ['evaluate', 'm', '--data', 'd', '--protocol', 'constructor'],
    'Expected one of',
  ],
  ['an unknown colour', ['evaluate', 'm', '--data', 'd', '--colour', 'pink'], 'rgb, bgr, grey'],
  ['a size of nothing', ['evaluate', 'm', '--data', 'd', '--size', '0'], 'Expected an integer of at least 1'],
  ['a size of three', ['evaluate', 'm', '--data', 'd', '--size', '1x2x3'], 'such as 224 or 224x320'],
  ['a scale by nought', ['evaluate', 'm', '--data', 'd', '--scale', '1/0'], 'such as 0.5 or 1/255'],
  ['a mean with a gap', ['evaluate', 'm', '--data', 'd', '--mean', '0.5,,0.5'], 'such as 0.5 or 1/255'],
  ['a share of all', ['dataset', 'import', 'd', '--name', 'n', '--train-share', '1'], 'between 0 and 1'],
  [
    'a seed twice',
    [...'cluster --train a --train-labels b --test c --test-labels d --seeds 1,1'.split(' ')],
    'only once',
  ],
  [
    'no seeds',
    [...'cluster --train a --train-labels b --test c --test-labels d --seeds 0'.split(' ')],
    'at least 1',
  ],
];

describe('wrong usage', () => {
  it.each(wrongUsages)('ends with 2 and says why: %s', async (_, args, reason) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it.each(wrongUsages)('is a problem in JSON where JSON is asked for: %s', async (_, args, reason) => {
    for (const asked of [
      [...args, '--json'],
      ['--json', ...args],
    ]) {
      const ran = await run(asked);
      expect([ran.code, ran.stderr]).toEqual([2, '']);
      expect(json(ran)).toEqual({ problem: { code: 'USAGE', message: expect.stringContaining(reason) } });
    }
  });

  it('shows the help where no command is given', async () => {
    for (const args of [[], ['dataset']]) {
      const { code, stderr } = await run(args);
      expect(code).toBe(2);
      expect(stderr).toContain('Usage: clusterboard');
    }
  });

  it('of the environment names the variable', async () => {
    const ran = await run(['dataset', 'list', '--json'], { WORKER_THREADS: 'many' });
    expect(ran.code).toBe(2);
    expect(json(ran).problem).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('WORKER_THREADS=many'),
    });
  });
});

describe('what the system refuses', () => {
  it('is a problem of the input, not a fault of ours', async () => {
    await writeFile(file('no-directory'), '');
    const ran = await run(['dataset', 'list', '--json'], { DATA_DIR: file('no-directory') });
    expect(ran).toMatchObject({ code: 3, stderr: '' });
    expect(json(ran).problem).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('part of the path is not a directory'),
    });
    const imported = await run(['dataset', 'import', directory.path, '--name', 'x'], {
      DATA_DIR: file('no-directory'),
    });
    expect(imported.code).toBe(3);
  });
});

describe('score', () => {
  beforeAll(async () => {
    await writeFile(file('y.csv'), 'label\na\na\nb\nb\n');
    await writeFile(file('c.npy'), npy('<i8', [4], [7, 7, 9, 7]));
  });

  it('prints a table, or the same numbers as JSON', async () => {
    const args = ['score', '--labels', file('y.csv'), '--clusters', file('c.npy')];
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(0);
    expect(stderr).toBe(`${file('y.csv')}: using the first line as the header (“label”).\n`);
    expect(stdout).toMatch(/^4 images, 2 classes, 2 clusters\n\nACC \(matched on test\) {3}0\.7500\n/);
    expect(json(await run([...args, '--json']))).toEqual({
      images: 4,
      classes: 2,
      clusters: 2,
      scores: {
        ...Object.fromEntries(
          registry.filter(({ needsTrain }) => !needsTrain).map(({ key }) => [key, expect.any(Number)]),
        ),
        accTestAssignment: 0.75,
        accTestMajority: 0.75,
        ari: 0,
        // MI of the table [[2, 0], [1, 1]].
        mi: expect.closeTo(Math.log(4 / 3) / 2 + Math.log(2 / 3) / 4 + Math.log(2) / 4, 12),
      },
    });
  });

  it('matches on train where there is a train split', async () => {
    // On train, cluster 7 is b and 9 is a.
    await writeFile(file('train-c.json'), '[9, 9, 7, 7]');
    const args = ['--labels', file('y.csv'), '--clusters', file('c.npy'), '--json'];
    const train = ['--train-labels', file('y.csv'), '--train-clusters', file('train-c.json')];
    const { scores } = json(await run(['score', ...args, ...train]));
    expect(scores).toMatchObject({ acc: 0.25, accTrainMajority: 0.25, accTestAssignment: 0.75 });
  });

  it.each([
    ['3 labels', 'label\na\nb\nb\n', /c\.npy .* it has 4 clusters where .*short\.csv has 3 labels\.$/],
    [
      'a heading that is not known',
      'kind\na\na\nb\nb\n',
      /if its first line is a heading, call it “label”\.$/,
    ],
  ])('refuses lists of different lengths: %s', async (_, labels, message) => {
    await writeFile(file('short.csv'), labels);
    const ran = await run(['score', '--labels', file('short.csv'), '--clusters', file('c.npy'), '--json']);
    expect(ran.code).toBe(3);
    expect(json(ran).problem).toMatchObject({
      code: 'LABELS_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });
});

describe('a fault of ours', () => {
  it('ends with 1 and shows where it is: an installation without its runner', async () => {
    const model = fileURLToPath(new URL('../../../examples/models/raw-pixels.onnx', import.meta.url));
    const ran = await run(['evaluate', model, '--benchmark', 'digits', '--preset', 'unit', '--json'], {
      RUNNER_SANDBOX: 'bubblewrap',
    });
    expect(ran.code).toBe(1);
    expect(json(ran).problem).toMatchObject({ code: 'FAULT' });
    expect(ran.stderr).toMatch(/^Error: .*\n {4}at /s);
  });
});
