/**
 * `npm run rescore -- <benchmark> [--protocol <id>]`: scores all that is on a board under another protocol,
 * from the features that are kept. To be run beside a running Clusterboard; see docs/operations.md.
 */
import { parseArgs } from 'node:util';
import { OperatorError } from './find-database.ts';
import { operatorCommand } from './operator-command.ts';
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

await operatorCommand(async (find) => {
  const { benchmark, protocol } = readArguments();
  const { databaseUrl } = await find();
  const { protocolId, submissions } = await rescoreBenchmark(databaseUrl, benchmark, protocol);
  process.stdout.write(
    submissions === 0
      ? `${benchmark}: everything on the board is scored by every metric under ${protocolId} already.\n`
      : `${benchmark}: ${submissions} submissions are to be scored under ${protocolId}; workers begin within seconds.\n`,
  );
  return 0;
});
