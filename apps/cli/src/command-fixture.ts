import { Writable } from 'node:stream';
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
    defaultDataDir: dataDir,
    variables,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
