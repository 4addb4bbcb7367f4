import { once } from 'node:events';
import { chmod, open, readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunnerFixture, images, type RunnerFixture, runnerProcesses } from '../runner-fixture.ts';
import { type SystemCall, systemCallProgram } from '../system-call-fixture.ts';
import * as models from '../test-models.ts';
import type { RunnerJob } from './job.ts';
import { bubblewrapObstacle, type SandboxChoice, sandboxedCommand } from './sandbox.ts';
import { type FilteredCommand, startChild } from './start-child.ts';

let fixture: RunnerFixture;
let obstacle: string | null;
const limits = { dataBytes: 2 ** 31, fileBytes: 2 ** 20 };
const executionProviders = ['cpu'] as const;

beforeAll(async () => {
  fixture = await createRunnerFixture();
  await fixture.write('endless.onnx', models.endless());
  const { runnerEntry } = fixture;
  obstacle = await bubblewrapObstacle({ runnerEntry, executionProviders });
});

afterAll(() => fixture.remove());

const commandFor = (
  choice: SandboxChoice,
  {
    runnerEntry = fixture.runnerEntry,
    log = () => {},
  }: { runnerEntry?: string; log?: (line: string) => void } = {},
) =>
  sandboxedCommand(
    choice,
    { runnerEntry, executionProviders, modelPath: fixture.file('endless.onnx') },
    limits,
    log,
  );

/** What the command writes to stdout, and how it ends. */
async function outputOf(command: FilteredCommand) {
  const child = startChild(command, ['ignore', 'pipe', 'pipe', 'ignore', 'ignore', 'ignore']);
  if (child.stdout === null || child.stderr === null) throw new Error('no pipes');
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const [code, signal] = await closed;
  return { stdout, stderr: stderr.toString(), ended: code ?? signal };
}

describe('the sandbox', () => {
  it('is bubblewrap where it runs, and told of where it does not', async () => {
    const lines: string[] = [];
    const { modelPath } = await commandFor('auto', { log: (line) => lines.push(line) });
    expect(modelPath).toBe(obstacle === null ? '/model/model.onnx' : fixture.file('endless.onnx'));
    expect(lines).toEqual(obstacle === null ? [] : [`the encoder runs without a sandbox: ${obstacle}`]);
    const demanded = commandFor('bubblewrap');
    await (obstacle === null
      ? expect(demanded).resolves.toBeDefined()
      : expect(demanded).rejects.toThrow(obstacle));
  });

  it('shows the child nothing but what it needs, where bubblewrap runs', async () => {
    const command = await commandFor('auto');
    if (obstacle !== null) return;
    const script = `
      const fs = require('node:fs');
      const failure = (act) => { try { act(); return null; } catch (error) { return error.code; } };
      const below = (folder) => fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = folder + '/' + entry.name;
        return entry.isDirectory() ? below(path) : entry.isSymbolicLink() ? [] : [path];
      });
      const files = ['/lib', '/lib64', '/usr', '/bin', '/sbin', '/etc', '/model', '/runner'].flatMap(
        (folder) => (fs.existsSync(folder) ? below(folder) : []),
      );
      const mode = (path) => fs.statSync(path).mode;
      const socket = require('node:net').connect(53, '9.9.9.9');
      socket.on('error', (error) => console.log(JSON.stringify({
        network: error.code,
        environment: Object.keys(process.env).filter((name) => name !== 'PWD'),
        root: fs.readdirSync('/').sort(),
        passwords: failure(() => fs.readFileSync('/etc/passwd')),
        shell: failure(() => fs.statSync('/bin/sh')),
        work: failure(() => fs.readdirSync(${JSON.stringify(fixture.file(''))})),
        privileged: files.filter((path) => (mode(path) & 0o6000) !== 0),
        strange: files.filter((path) => !/[/]runner[/]|[/]model[.]onnx$|[.]so([.]|$)|ld[^/]*[.]so|[/]nodejs[/]/.test(path)),
        program: failure(() => require('node:child_process').execFileSync('/runner/node', ['--version'])) !== null,
        write: ['/x', '/dev/shm/x', '/model/model.onnx', '/lib/x', '/runner/x']
          .map((path) => failure(() => fs.writeFileSync(path, 'x'))),
        scratch: failure(() => fs.writeFileSync('/tmp/x', 'x')),
        processes: fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length,
        userns: fs.readFileSync('/proc/self/status', 'utf8').match(/CapEff:.*|NoNewPrivs:.*|Seccomp:.*/g)
          .map((line) => line.replace(/\\s+/, ' ')),
      })));`;
    const { stdout, stderr } = await outputOf({
      ...command,
      args: [...command.args.slice(0, -1), '--eval', script],
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.toString())).toMatchObject({
      network: process.arch === 'x64' || process.arch === 'arm64' ? 'ENOSYS' : 'ENETUNREACH',
      environment: ['ORT_DISABLE_TELEMETRY', 'GLIBC_TUNABLES'],
      passwords: 'ENOENT',
      shell: 'ENOENT',
      work: 'ENOENT',
      privileged: [],
      strange: [],
      program: true,
      write: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS'],
      scratch: null,
      processes: 2,
      userns: ['CapEff: 0000000000000000', 'NoNewPrivs: 1', 'Seccomp: 2'],
    });
  });
});

/** Calls of x86_64 that no model needs, with arguments that do no harm where they are allowed. */
const calls: Record<string, SystemCall> = {
  socket: [41, 2, 1, 0],
  ptrace: [101, 0],
  mount: [165],
  unshare: [272, 0x1000_0000],
  setns: [308, 0, 0],
  keyctl: [250, 0, -3 >>> 0, 0],
  bpf: [321, 0],
  io_uring_setup: [425, 0, 0],
  perf_event_open: [298],
  userfaultfd: [323, 1],
  clone3: [435],
  chroot: [161],
};
const missing = -38n;

async function resultsOf(command: FilteredCommand): Promise<Record<string, bigint>> {
  const { stdout, stderr, ended } = await outputOf(command);
  expect(stderr).toBe('');
  expect(ended).toBe(0);
  return Object.fromEntries(Object.keys(calls).map((name, at) => [name, stdout.readBigInt64LE(8 * at)]));
}

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('system calls', () => {
  const program = async (name: string, given: readonly SystemCall[]) => {
    const path = await fixture.write(name, systemCallProgram(given));
    await chmod(path, 0o755);
    return path;
  };
  /** The sandbox with a program of ours in the place of Node. */
  const inside = async (path: string): Promise<FilteredCommand> => {
    const command = await commandFor('bubblewrap', { runnerEntry: path });
    return { ...command, args: [...command.args.slice(0, -2), '/runner/main.mjs'] };
  };

  it('that reach beyond the sandbox are missing in it', async () => {
    const path = await program('calls', Object.values(calls));
    if (obstacle !== null) return;
    const outside = await resultsOf({ command: path, args: [], filter: null });
    expect(outside.socket).toBeGreaterThan(0n);
    expect(outside.ptrace).toBe(0n);
    const unfiltered = Object.values(outside).filter((result) => result !== missing);
    expect(unfiltered.length).toBeGreaterThan(8);
    const results = await resultsOf(await inside(path));
    expect(results).toEqual(Object.fromEntries(Object.keys(calls).map((name) => [name, missing])));
  });

  it('of a new process or namespace by clone are missing too', async () => {
    const given = [0x11, 0x1000_0011, 0x4000_0011, 0x2_0011].map((flags): SystemCall => [56, flags]);
    const path = await program('clones', given);
    if (obstacle !== null) return;
    const { stdout } = await outputOf(await inside(path));
    expect(given.map((_, at) => stdout.readBigInt64LE(8 * at))).toEqual(given.map(() => missing));
  });

  it('of another interface end the program', async () => {
    const path = await program('x32', [[0x4000_0000 + 39]]);
    if (obstacle !== null) return;
    // 128 + SIGSYS
    expect(await outputOf(await inside(path))).toMatchObject({ ended: 159, stdout: Buffer.alloc(0) });
  });
});

it.each(['none', 'auto'] as const)('the child does not outlive its parent, sandbox “%s”', async (sandbox) => {
  const { args, modelPath, ...command } = await commandFor(sandbox);
  const options = fixture.options('endless.onnx');
  const job: RunnerJob = { ...options, modelPath, batchSize: 4, featureDimLimit: 100 };
  await using features = await open(options.featuresPath, 'w');
  const child = startChild({ ...command, args: [...args, JSON.stringify(job)] }, [
    'pipe',
    'ignore',
    'ignore',
    'pipe',
    'pipe',
    features.fd,
  ]);
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
  expect(await readFile(fixture.file('images.bin'))).toEqual(Buffer.from(images));
});
