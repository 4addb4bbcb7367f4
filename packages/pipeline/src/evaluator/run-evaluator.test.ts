import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { computeViews, evaluate, type LloydProtocol, strict1 } from '@clusterboard/evaluation';
import { writeFeatures } from '@clusterboard/extraction/feature-file';
import { processesWith } from '@clusterboard/extraction/runner-fixture';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateFeatures, type LabelledFeatures } from '../evaluate-splits.ts';
import { hashArrays } from '../receipt/hashes.ts';
import { createEvaluatorFixture, type EvaluatorFixture } from './evaluator-fixture.ts';
import type { EvaluatorJob } from './job.ts';
import { runEvaluator } from './run-evaluator.ts';

const classCount = 3;
const protocol = { ...strict1, id: 'short', pcaDim: 4, seeds: [0, 1] };
let scratch: string;
let evaluator: EvaluatorFixture;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'clusterboard-evaluator-'));
  evaluator = await createEvaluatorFixture();
});
afterAll(async () => {
  await evaluator.remove();
  await rm(scratch, { recursive: true });
});

/** Classes about corners that overlap a little. */
function features(rows: number, dim: number, seed: number) {
  let state = seed;
  const data = Float32Array.from({ length: rows * dim }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 + (i % dim === Math.floor(i / dim) % classCount ? 1 : 0);
  });
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
  return { data, rows, dim, labels };
}

async function toFile(name: string, made: ReturnType<typeof features>): Promise<LabelledFeatures> {
  const path = join(scratch, name);
  await writeFeatures(path, made);
  return { features: { path, rows: made.rows, dim: made.dim }, labels: made.labels };
}

let endlessSplits: { train: LabelledFeatures; test: LabelledFeatures } | undefined;

/** Rows that k-means to thousands of clusters needs far longer for than any test has; made once. */
async function endless() {
  endlessSplits ??= {
    train: await toFile('endless-train.f32', features(10_000, 300, 1)),
    test: await toFile('endless-test.f32', features(500, 300, 2)),
  };
  return endlessSplits;
}
const endlessProtocol: LloydProtocol = {
  ...strict1,
  id: 'endless',
  over: 2000,
  pcaDim: 256,
  maxIterations: 1000,
};

/** What `evaluateFeatures` would ask of the evaluator. */
async function endlessJob(): Promise<EvaluatorJob> {
  const split = async (name: string, { features: { path, rows, dim }, labels }: LabelledFeatures) => {
    const labelsPath = join(scratch, `${name}.labels.i32`);
    await writeFile(labelsPath, new Uint8Array(Int32Array.from(labels).buffer));
    return { path, rows, dim, labelsPath };
  };
  const { train, test } = await endless();
  return {
    train: await split('train', train),
    test: await split('test', test),
    classCount,
    protocol: endlessProtocol,
    probes: true,
    views: true,
    threads: 2,
    directory: scratch,
  };
}

const run = (
  splits: Awaited<ReturnType<typeof endless>>,
  change: Partial<Parameters<typeof evaluateFeatures>[2]> = {},
) =>
  evaluateFeatures(splits, classCount, {
    protocol,
    views: true,
    evaluator: evaluator.settings,
    threads: 2,
    scratch,
    signal: new AbortController().signal,
    ...change,
  });

describe('an evaluation in a process of its own', () => {
  it('has the bits of one in this process', async () => {
    const [train, test] = [features(300, 8, 3), features(200, 8, 4)];
    const stages: string[] = [];
    const result = await run(
      { train: await toFile('train.f32', train), test: await toFile('test.f32', test) },
      { onProgress: ({ stage }) => stages.push(stage) },
    );
    const expected = await evaluate({
      train,
      trainLabels: train.labels,
      test,
      testLabels: test.labels,
      classCount,
      protocol,
      threads: 1,
    });
    if (!result.ok || !expected.ok) throw new Error('the evaluation failed');
    const { report, artefacts } = expected.value;
    expect(result.value.report).toEqual(report);
    expect(result.value.replicates).toEqual(artefacts.replicates);
    expect(result.value.views).toEqual(await computeViews(expected.value, test.labels));
    expect(result.value.pca?.sha256).toBe(
      artefacts.pca && hashArrays(artefacts.pca.mean, artefacts.pca.components),
    );
    for (const [i, { seed, testAssignment }] of artefacts.runs.entries()) {
      const kept = result.value.testAssignments[i];
      expect(kept?.seed).toBe(seed);
      expect(readFileSync(kept?.path ?? '').equals(Buffer.from(testAssignment.buffer))).toBe(true);
    }
    expect([...new Set(stages)]).toEqual(['pca', 'cluster', 'interval', 'curves', 'probes', 'views']);
  });

  it('passes a problem of the features on', async () => {
    const train = features(300, 8, 3);
    train.data.fill(1);
    const result = await run({
      train: await toFile('train.f32', train),
      test: await toFile('test.f32', features(200, 8, 4)),
    });
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_CONSTANT' } });
  });

  it('refuses features that are too wide for its limits before any work', async () => {
    const settings = { ...evaluator.settings, memoryMebibytes: 10 };
    const result = await run(await endless(), { evaluator: settings });
    expect(result).toMatchObject({ ok: false, problem: { code: 'FEATURES_TOO_WIDE' } });
    expect(!result.ok && result.problem.message).toBe(
      'The output has 300 values per image; the limit is 0: what the evaluation of 10500 images can hold in 10 MiB.',
    );
  });

  it('fails where its files are gone: a fault of ours', async () => {
    const splits = await endless();
    const gone = { ...splits.train, features: { ...splits.train.features, path: join(scratch, 'gone') } };
    await expect(run({ ...splits, train: gone })).rejects.toThrow('the evaluator failed: ENOENT');
  });
});

describe('an evaluation beyond its limits', () => {
  it('is killed in time', async () => {
    const began = performance.now();
    const settings = { ...evaluator.settings, wallClockSeconds: 2 };
    const result = await run(await endless(), { evaluator: settings, protocol: endlessProtocol });
    expect(result).toMatchObject({ ok: false, problem: { code: 'EVALUATION_TIMEOUT' } });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('is killed for memory', async () => {
    const job = await endlessJob();
    const settings = { ...evaluator.settings, memoryMebibytes: 80 };
    const result = await runEvaluator(job, { evaluator: settings, signal: new AbortController().signal });
    expect(result).toMatchObject({ ok: false, problem: { code: 'EVALUATION_OUT_OF_MEMORY' } });
  });

  it.each(['pca', 'cluster', 'interval', 'curves', 'probes', 'views'])(
    'ends with its signal within ten seconds, also where it hangs: %s',
    async (wanted) => {
      const stop = new AbortController();
      let aborted = Number.NaN;
      const running = run(
        {
          train: await toFile('train.f32', features(300, 8, 3)),
          test: await toFile('test.f32', features(200, 8, 4)),
        },
        {
          signal: stop.signal,
          onProgress({ stage }) {
            if (stage !== wanted || stop.signal.aborted) return;
            // Native code that never returns answers as little as a process that is stopped.
            for (const pid of processesWith(evaluator.settings.entry)) process.kill(pid, 'SIGSTOP');
            aborted = performance.now();
            stop.abort(new Error('cancelled'));
          },
        },
      );
      await expect(running).rejects.toThrow('cancelled');
      expect(performance.now() - aborted).toBeLessThan(10_000);
      expect(processesWith(evaluator.settings.entry)).toEqual([]);
    },
  );
});

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

it.skipIf(process.platform !== 'linux')('leaves no process when its parent is killed', async () => {
  const job = await endlessJob();
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, process.argv.slice(1), { detached: true, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
    child.stdio[3].on('data', (line) => process.stdout.write(line));
    process.stdout.write(JSON.stringify({ pid: child.pid }) + '\\n');
  `;
  const parent = spawn(
    process.execPath,
    ['--eval', script, '--', evaluator.settings.entry, JSON.stringify(job)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  for await (const chunk of parent.stdout) {
    said += chunk;
    if (said.includes('"cluster"')) break;
  }
  const pid = Number(/"pid":(\d+)/.exec(said)?.[1]);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  const until = performance.now() + 10_000;
  while (isRunning(pid) && performance.now() < until) await delay(50);
  expect(isRunning(pid)).toBe(false);
});
