import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRunnerFixture, type RunnerFixture } from '@clusterboard/extraction/runner-fixture';
import { useDirectory } from '@clusterboard/testkit';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInProcess } from '../../apps/cli/src/command-fixture.ts';
import { enterEmptyFolders, expectEndings, limitsOf, printCounts, processesNaming } from './harm-fixture.ts';
import { allHostileModels, type NamedModel } from './hostile-models.ts';
import { expectPlainSentence } from './plain-sentence-fixture.ts';
import { importSmallDataset } from './small-dataset-fixture.ts';

// Every hostile model through ./clusterboard evaluate, with the sandbox of this machine.

const directory = useDirectory();
let runner: RunnerFixture;
let folders: ReturnType<typeof enterEmptyFolders>;

beforeAll(async () => {
  runner = await createRunnerFixture();
  const pack = await importSmallDataset(join(directory.path, 'datasets'));
  expect(pack).toMatchObject({ ok: true });
  folders = enterEmptyFolders();
});
afterAll(async () => {
  folders.restore();
  await runner.remove();
});

async function evaluate(model: NamedModel, index: number): Promise<string> {
  const name = `${index}.onnx`;
  const path = await runner.write(name, model.bytes());
  const { wallClockSeconds, memoryMebibytes } = limitsOf(model);
  const { code, stdout, stderr } = await runInProcess(
    directory.path,
    [
      ...['evaluate', path, '--benchmark', 'small', '--json', '--receipt', runner.file(`${index}.json`)],
      ...['--scale', '1', '--mean', '0', '--std', '1'],
    ],
    {
      EXECUTION_PROVIDERS: 'cpu',
      WORKER_THREADS: '1',
      RUNNER_WALL_CLOCK_SECONDS: String(wallClockSeconds),
      RUNNER_MEMORY_MEBIBYTES: String(memoryMebibytes),
    },
    new AbortController().signal,
    runner.runnerEntry,
  );
  const { problem } = JSON.parse(stdout);
  if (code === 0) return 'EVALUATED';
  if (problem.code === 'FAULT') return `FAULT: ${problem.message} ${stderr.slice(0, 300)}`;
  expect(code).toBe(3);
  expectPlainSentence(problem.message);
  return problem.code;
}

it('ends each with its code, and leaves neither a process nor a file', async () => {
  const datasets = await readdir(join(directory.path, 'datasets'), { recursive: true });
  const endings = new Map<NamedModel, string>();
  await pMap(
    allHostileModels.entries(),
    async ([index, model]) => void endings.set(model, await evaluate(model, index)),
    { concurrency: 2 },
  );
  printCounts('by the command', endings);
  expectEndings(endings);
  expect(processesNaming(runner.runnerEntry)).toEqual([]);
  expect(folders.left()).toEqual([]);
  expect(await readdir(join(directory.path, 'datasets'), { recursive: true })).toEqual(datasets);
  // Caches come by themselves; nothing else may.
  const known = ['crops', 'datasets', 'features', 'source'];
  expect((await readdir(directory.path)).filter((name) => !known.includes(name))).toEqual([]);
}, 600_000);
