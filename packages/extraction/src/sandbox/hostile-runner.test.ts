import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runEncoder } from '../run-encoder.ts';
import { createRunnerFixture, images, outputName, type RunnerFixture } from '../runner-fixture.ts';
import { identity } from '../test-models.ts';
import { bubblewrapObstacle } from './sandbox.ts';

// A program in the place of the runner, inside the real sandbox: what a model could do that has taken it over.

let fixture: RunnerFixture;

beforeAll(async () => {
  fixture = await createRunnerFixture();
  await fixture.write('model.onnx', identity());
});
afterAll(() => fixture.remove());

/** Runs `attack`, an expression in a program with `fs` and `attempt`, in the runner's place; what it gives. */
async function attacked(attack: string): Promise<unknown> {
  const program = `
    import fs from 'node:fs';
    const attempt = (act) => { try { return act() ?? 'done'; } catch (error) { return error.code ?? error.message; } };
    const send = (message) => fs.writeSync(3, JSON.stringify(message) + '\\n');
    send({ type: 'started' });
    send({ type: 'log', line: JSON.stringify(${attack}) });
    send({ type: 'fault', message: ${JSON.stringify(outputName)} });
    setInterval(() => {}, 1000);
  `;
  await fixture.write('hostile.mjs', new TextEncoder().encode(program));
  const lines: string[] = [];
  const options = fixture.options('model.onnx', {
    runnerEntry: fixture.file('hostile.mjs'),
    onLog: (line) => lines.push(line),
  });
  await expect(runEncoder(options)).rejects.toThrow(outputName);
  return JSON.parse(lines.at(-1) ?? 'null');
}

const sandboxed = async (): Promise<boolean> =>
  (await bubblewrapObstacle({ runnerEntry: fixture.runnerEntry, executionProviders: ['cpu'] })) === null;

it('can write neither to the images nor to the model through its descriptors', async () => {
  const model = await readFile(fixture.file('model.onnx'));
  const before = await readFile(fixture.file('images.bin'));
  // The descriptor of the features is open for writing and holds nothing but what this program writes.
  const written = await attacked(`(() => {
    const model = attempt(() => fs.openSync('/model/model.onnx'));
    return fs.readdirSync('/proc/self/fd').filter((fd) => fd !== '5').map((fd) => {
      let target = '';
      try { target = fs.readlinkSync('/proc/self/fd/' + fd); } catch { return null; }
      if (!target.startsWith('/') || target.startsWith('/dev/') || target.startsWith('/proc/')) return null;
      const outcome = attempt(() => { fs.writeFileSync('/proc/self/fd/' + fd, 'overwritten', { flag: 'r+' }); });
      return [target, outcome];
    }).filter((each) => each !== null);
  })()`);
  const inside = await sandboxed();
  expect(written).toEqual(inside ? [['/model/model.onnx', 'EROFS']] : []);
  expect(await readFile(fixture.file('images.bin'))).toEqual(before);
  expect([...before]).toEqual([...images]);
  expect(await readFile(fixture.file('model.onnx'))).toEqual(model);
});
