import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useDirectory } from '@clusterboard/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../command-fixture.ts';

const directory = useDirectory();
const file = (...names: string[]) => join(directory.path, ...names);
const image = (name: string) =>
  fileURLToPath(new URL(`../../../../packages/datasets/golden/images/png/${name}`, import.meta.url));

async function run(...args: readonly string[]) {
  const ran = await runInProcess(file('data'), ['dataset', ...args]);
  return { ...ran, answer: args.includes('--json') ? JSON.parse(ran.stdout) : undefined };
}

async function place(name: string, ...to: string[]): Promise<void> {
  await mkdir(dirname(file(...to)), { recursive: true });
  await copyFile(image(name), file(...to));
}

beforeAll(async () => {
  await place('colour.png', 'photos', 'train', 'ant', 'a.png');
  await place('palette.png', 'photos', 'train', 'bee', 'b.png');
  await place('grey.png', 'photos', 'test', 'ant', 'c.png');
  await place('one-bit.png', 'photos', 'test', 'bee', 'd.png');
  await place('palette.png', 'photos', 'test', 'bee', 'again.png');
  const whole = await readFile(image('colour.png'));
  await writeFile(file('photos', 'train', 'ant', 'broken.png'), whole.subarray(0, 40));
  await mkdir(file('photos', 'train', 'cow'));
  await writeFile(file('photos', 'train', 'ant', 'notes.txt'), 'some notes');
});

describe('dataset import', () => {
  it('refuses what is only reported otherwise when it is strict, and leaves nothing behind', async () => {
    const { code, stdout } = await run('import', file('photos'), '--name', 'Photos', '--strict');
    expect(code).toBe(3);
    expect(stdout).toContain('Not imported (DATASET_REFUSED)');
    expect((await run('list', '--json')).answer.datasets).toEqual([]);
  });

  it('names what is wrong, and imports the rest', async () => {
    const { code, stdout, stderr } = await run('import', file('photos'), '--name', 'Photos');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ant +1 +1\nbee +1 +2$/m);
    expect(stdout).toContain('Ignored files: train/ant/notes.txt.');
    expect(stdout).toContain('IMAGE_UNREADABLE: Cannot read the image train/ant/broken.png');
    expect(stdout).toContain(
      'DATASET_OVERLAP: The test image test/bee/again.png duplicates the train image train/bee/b.png',
    );
    expect(stdout).toContain('DATASET_CLASS_EMPTY: The class “cow” has no images in any split.');
    expect(stdout).toMatch(/Imported\. Next: clusterboard evaluate MODEL\.onnx --benchmark photos\n$/);
  });

  it('keeps a dataset from another one of its name, unless it is to be replaced', async () => {
    await rm(file('photos', 'test', 'bee', 'again.png'));
    const refused = await run('import', file('photos'), '--name', 'Photos', '--json');
    expect(refused.code).toBe(3);
    expect(refused.answer.problem).toMatchObject({
      code: 'DATASET_REFUSED',
      message: expect.stringContaining('there is another dataset “photos” already'),
    });
    const replaced = await run('import', file('photos'), '--name', 'Photos', '--replace', '--json');
    expect(replaced).toMatchObject({
      code: 0,
      answer: { slug: 'photos', report: { split: 'given', ignored: ['train/ant/notes.txt'] } },
    });
    expect(replaced.answer.report.problems.map(({ code }: { code: string }) => code)).toEqual([
      'IMAGE_UNREADABLE',
      'DATASET_CLASS_EMPTY',
    ]);
  });

  it('lists what it skipped, and asks which folders are the classes', async () => {
    const names = ['colour', 'palette', 'grey', 'one-bit'];
    for (const [at, name] of names.entries()) {
      await place(`${name}.png`, 'scans', at < 2 ? 'ill' : 'well', at % 2 === 0 ? 'left' : 'right', '1.png');
    }
    await place('alpha.png', 'scans', '.cache', '1.png');
    const asked = await run('import', file('scans'), '--name', 'Scans', '--json');
    expect(asked.code).toBe(3);
    expect(asked.answer.problem).toMatchObject({
      code: 'DATASET_LAYOUT_UNCLEAR',
      message: expect.stringContaining('each of “ill”, “well” has the folders “left”, “right”'),
      advice: expect.stringContaining('--class-level'),
    });
    const answer = ['--class-level', '2', '--train-share', '0.5'];
    const { code, stdout } = await run('import', file('scans'), '--name', 'Scans', ...answer);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^left +1 +1\nright +1 +1$/m);
    expect(stdout).toContain('Skipped:\n  .cache/: it is hidden\n');
    await rm(file('data', 'datasets', 'scans'), { recursive: true });
  });

  it('says that nothing was found wrong only of what it imported', async () => {
    const missing = await run('import', file('none'), '--name', 'None');
    expect(missing.code).toBe(3);
    expect(missing.stdout).toMatch(/^Not imported \(DATASET_REFUSED\): .* there is no .*none/);
  });
});

describe('names from strangers’ files', () => {
  it('do not command the terminal', async () => {
    const red = '\u001b[31m';
    const strange = (...names: string[]) => ['strange', 'train', `red${red}`, ...names];
    await place('colour.png', ...strange('1.png'));
    await place('grey.png', 'strange', 'train', 'plain', '1.png');
    await place('palette.png', 'strange', 'test', 'plain', '1.png');
    await writeFile(file(...strange(`${red}broken.png`)), 'x');
    await writeFile(file(...strange('\u009d0;title.txt')), 'x');
    const imported = await run('import', file('strange'), '--name', `Strange${red}`, '--slug', 'strange');
    expect(imported.code).toBe(0);
    expect(imported.stdout).toMatch(/^red�\[31m +1 +0$/m);
    expect(imported.stdout).toContain('Ignored files: train/red�[31m/�0;title.txt.');
    expect(imported.stdout).toContain('Cannot read the image train/red�[31m/�[31mbroken.png');
    const listed = await run('list');
    expect(listed.stdout).toContain('Strange�[31m');
    const model = fileURLToPath(new URL('../../../../examples/models/raw-pixels.onnx', import.meta.url));
    const evaluated = await runInProcess(file('data'), ['evaluate', model, '--data', file('strange')]);
    expect(evaluated.stderr).toContain('Cannot read the image train/red�[31m/�[31mbroken.png');
    await rm(file('data', 'datasets', 'strange'), { recursive: true });
    for (const text of [imported.stdout, listed.stdout, evaluated.stderr]) {
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('dataset list', () => {
  it('shows what is there, and what is damaged', async () => {
    await mkdir(file('data', 'datasets', 'damaged'));
    await writeFile(file('data', 'datasets', 'damaged', 'manifest.json'), '{');
    const { code, stdout } = await run('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^photos +Photos +2 +2 +2 +up to \d+×\d+×3$/m);
    expect(stdout).toMatch(/^damaged +DATASET_DAMAGED: /m);
    const { datasets } = (await run('list', '--json')).answer;
    expect(datasets).toMatchObject([
      { slug: 'damaged', problem: { code: 'DATASET_DAMAGED' } },
      { slug: 'photos', classes: 2, train: 2, test: 2 },
    ]);
  });

  it('tells how to begin where there is none', async () => {
    const { stdout } = await runInProcess(file('empty'), ['dataset', 'list']);
    expect(stdout).toContain('No datasets in');
  });
});
