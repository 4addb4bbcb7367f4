import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunnerFixture, images, type RunnerFixture, runnerProcesses } from '../runner-fixture.ts';
import * as models from '../test-models.ts';
import type { RunnerJob } from './job.ts';
import { bubblewrapObstacle, childEnvironment, sandboxedCommand } from './sandbox.ts';

let fixture: RunnerFixture;
const limits = { dataBytes: 2 ** 31, fileBytes: 2 ** 20 };

beforeAll(async () => {
  fixture = await createRunnerFixture();
  await fixture.write('endless.onnx', models.endless());
});

afterAll(() => fixture.remove());

const paths = () => ({ runnerEntry: fixture.runnerEntry, modelPath: fixture.file('endless.onnx') });

describe('the sandbox', () => {
  it('is bubblewrap where it runs, and told of where it does not', async () => {
    const lines: string[] = [];
    const obstacle = await bubblewrapObstacle(fixture.runnerEntry, fixture.file('endless.onnx'));
    const { modelPath } = await sandboxedCommand('auto', paths(), limits, (line) => lines.push(line));
    expect(modelPath).toBe(obstacle === null ? '/model/model.onnx' : fixture.file('endless.onnx'));
    expect(lines).toEqual(obstacle === null ? [] : [`the encoder runs without a sandbox: ${obstacle}`]);
    const demanded = sandboxedCommand('bubblewrap', paths(), limits, () => {});
    await (obstacle === null
      ? expect(demanded).resolves.toBeDefined()
      : expect(demanded).rejects.toThrow(obstacle));
  });

  it('shows the child nothing but what it needs, where bubblewrap runs', async () => {
    const { command, args, modelPath } = await sandboxedCommand('auto', paths(), limits, () => {});
    if (modelPath !== '/model/model.onnx') return;
    const script = `
      const fs = require('node:fs');
      const failure = (act) => { try { act(); return null; } catch (error) { return error.code; } };
      const socket = require('node:net').connect(53, '9.9.9.9');
      socket.on('error', (error) => console.log(JSON.stringify({
        network: error.code,
        environment: Object.keys(process.env).filter((name) => name !== 'PWD'),
        root: fs.readdirSync('/').sort(),
        passwords: failure(() => fs.readFileSync('/etc/passwd')),
        work: failure(() => fs.readdirSync(${JSON.stringify(fixture.file(''))})),
        write: ['/x', '/dev/shm/x', '/model/model.onnx', '/usr/x', '/runner/x']
          .map((path) => failure(() => fs.writeFileSync(path, 'x'))),
        scratch: failure(() => fs.writeFileSync('/tmp/x', 'x')),
        processes: fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length,
      })));`;
    const { stdout } = await promisify(execFile)(command, [...args.slice(0, -1), '--eval', script], {
      env: childEnvironment,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      network: 'ENETUNREACH',
      environment: ['ORT_DISABLE_TELEMETRY', 'GLIBC_TUNABLES'],
      passwords: 'ENOENT',
      work: 'ENOENT',
      write: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS'],
      scratch: null,
      processes: 2,
    });
  });
});

it.each(['none', 'auto'] as const)('the child does not outlive its parent, sandbox “%s”', async (sandbox) => {
  const { command, args, modelPath } = await sandboxedCommand(sandbox, paths(), limits, () => {});
  const options = fixture.options('endless.onnx');
  const job: RunnerJob = { ...options, modelPath, batchSize: 4, featureDimLimit: 100 };
  await using features = await open(options.featuresPath, 'w');
  const child = spawn(command, [...args, JSON.stringify(job)], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe', 'pipe', features.fd],
    env: childEnvironment,
  });
  // It closes with the child.
  child.stdio[4]?.on('error', () => {});
  (child.stdio[4] as Writable).write(images);
  let messages = '';
  for await (const chunk of child.stdio[3] as NodeJS.ReadableStream) {
    messages += chunk;
    // From here on its main thread is inside the endless model; a dying parent closes the pipe.
    if (messages.includes('"loaded"')) break;
  }
  const closed = once(child, 'close');
  child.stdin?.destroy();
  await closed;
  // The sandbox's outer process can be gone a moment before the kernel has ended the inner one.
  await expect.poll(runnerProcesses).toEqual([]);
});
