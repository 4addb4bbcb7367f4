import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useDirectory } from '@clusterboard/testkit';
import { expect, it } from 'vitest';
import { runInProcess } from '../command-fixture.ts';

const directory = useDirectory();
const file = (name: string) => join(directory.path, name);
const model = fileURLToPath(new URL('../../../../examples/models/simclr.onnx', import.meta.url));
const run = (...args: readonly string[]) => runInProcess(directory.path, ['inspect', ...args]);

it('tells what a model is, and that it would be accepted', async () => {
  const { code, stdout, stderr } = await run(model);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^parameters +129,602$/m);
  expect(stdout).toMatch(/^output +features +float32 +\[batch, 128\]$/m);
  expect(stdout).toMatch(/\nAccepted\. Features: output “features”\.\n$/);
  const inJson = await run(model, '--json');
  expect(JSON.parse(inJson.stdout)).toMatchObject({ accepted: true, output: { name: 'features', dim: 128 } });
});

it('tells why a model would not be accepted, and what it is all the same', async () => {
  const { code, stdout } = await run(model, '--output', 'logits', '--json');
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    accepted: false,
    problem: { code: 'OUTPUT_MISSING', advice: 'Choose one of its outputs: features.' },
    inspection: { parameters: 129602 },
  });
});

it.each([
  ['text', 'some words about a model', 'NOT_ONNX'],
  ['empty', '', 'NOT_ONNX'],
  ['cut off', null, 'MODEL_TRUNCATED'],
])('refuses a file that is no model: %s', async (_, content, problem) => {
  await writeFile(file('x.onnx'), content ?? (await readFile(model)).subarray(0, 5000));
  const { code, stdout } = await run(file('x.onnx'), '--json');
  expect(code).toBe(3);
  expect(JSON.parse(stdout).problem.code).toBe(problem);
  expect(stdout).not.toContain('upload');
});

it('refuses what is not there, and directories', async () => {
  await mkdir(file('folder.onnx'));
  for (const [name, reason] of [
    ['none.onnx', 'no such file'],
    ['folder.onnx', 'it is a directory'],
  ] as const) {
    const { code, stderr } = await run(file(name));
    expect(code).toBe(3);
    expect(stderr).toContain(`Cannot read ${file(name)}: ${reason}.\n`);
  }
});
