import { Writable } from 'node:stream';
import { processesWith } from '@clusterboard/extraction/runner-fixture';
import { createEvaluatorFixture, type EvaluatorFixture } from '@clusterboard/pipeline/evaluator-fixture';
import { afterAll } from 'vitest';
import { runCommand } from './run-command.ts';

/** What a command line gave. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function collector(): Writable & { text: string } {
  const stream = new Writable({
    write(chunk, _, done) {
      stream.text += chunk;
      done();
    },
  }) as Writable & { text: string };
  stream.text = '';
  return stream;
}

const commandsThatEvaluate = new Set(['evaluate', 'verify', 'cluster']);
let evaluator: Promise<EvaluatorFixture> | undefined;

afterAll(async () => (await evaluator)?.remove());

/** Built when the first command needs it. */
const evaluatorEntry = async (): Promise<string> => {
  evaluator ??= createEvaluatorFixture();
  return (await evaluator).settings.entry;
};

/** Those of this test. */
export const evaluatorProcesses = async (): Promise<number[]> => processesWith(await evaluatorEntry());

/** Runs a command line in this process, with datasets in `dataDir` and no terminal. No model can be run without a runner. */
export async function runInProcess(
  dataDir: string,
  args: readonly string[],
  variables: Record<string, string> = {},
  signal = new AbortController().signal,
  runnerEntry = '/nowhere/runner.js',
): Promise<Ran> {
  const [stdout, stderr] = [collector(), collector()];
  const code = await runCommand(args, {
    stdout,
    // Not a terminal: only `write` is used then.
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal,
    runnerEntry,
    evaluatorEntry: commandsThatEvaluate.has(args[0] ?? '')
      ? await evaluatorEntry()
      : '/nowhere/evaluator.js',
    defaultDataDir: dataDir,
    variables,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
