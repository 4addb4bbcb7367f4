import { fileURLToPath } from 'node:url';
import { exitCodes } from './output/outcome.ts';
import { runCommand } from './run-command.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(exitCodes.interrupted);
    stopping.abort();
  });
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, is no fault.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`Cannot write the result: ${error.message}.\n`);
  process.exitCode = exitCodes.refused;
});
// There is no reader left to notify.
process.stderr.on('error', () => {});

const exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stopping.signal,
  runnerEntry: fileURLToPath(new URL('./runner/main.js', import.meta.url)),
  evaluatorEntry: fileURLToPath(new URL('./evaluator/main.js', import.meta.url)),
  defaultDataDir: fileURLToPath(new URL('../../../.clusterboard', import.meta.url)),
});
// A result that could not be written has set it already.
process.exitCode ||= exitCode;
