/**
 * `npm run rescore -- <benchmark> [--protocol <id>]`: scores all that is on a board under another protocol,
 * from the features that are kept. To be run beside a running Clusterboard; see docs/operations.md.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { findDatabase, OperatorError } from './find-database.ts';
import { rescoreBenchmark } from './rescore-benchmark.ts';

const usage = 'Usage: npm run rescore -- <benchmark> [--protocol <id>]';

function readArguments(): { benchmark: string; protocol: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { protocol: { type: 'string' } },
    });
    const [benchmark, ...more] = positionals;
    if (benchmark !== undefined && more.length === 0) return { benchmark, protocol: values.protocol };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new OperatorError(usage);
}

try {
  const { benchmark, protocol } = readArguments();
  const { databaseUrl, dataDir } = readStartEnvironment();
  const standard = join(fileURLToPath(new URL('../..', import.meta.url)), '.clusterboard');
  const url = await findDatabase(databaseUrl, dataDir ?? standard);
  const { protocolId, submissions } = await rescoreBenchmark(url, benchmark, protocol);
  process.stdout.write(
    submissions === 0
      ? `${benchmark}: everything on the board is scored by every metric under ${protocolId} already.\n`
      : `${benchmark}: ${submissions} submissions are to be scored under ${protocolId}; workers begin within seconds.\n`,
  );
} catch (error) {
  if (!(error instanceof OperatorError || error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
