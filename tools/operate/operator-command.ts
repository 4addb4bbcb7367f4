import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { printableText } from '@clusterboard/problems';
import { findDatabase, OperatorError, type RunningClusterboard } from './find-database.ts';
import { standardDataDir } from './with-database.ts';

/** @throws OperatorError, EnvironmentError */
async function findRunning(): Promise<RunningClusterboard> {
  const { databaseUrl, dataDir = standardDataDir } = readStartEnvironment();
  return { databaseUrl: await findDatabase(databaseUrl, dataDir), dataDir };
}

/**
 * Runs a command beside a running Clusterboard and sets the exit code: what `run` returns, or 2 with a sentence
 * where it was called wrongly or no database answers.
 */
export async function operatorCommand(
  run: (find: () => Promise<RunningClusterboard>) => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await run(findRunning);
  } catch (error) {
    if (!(error instanceof OperatorError || error instanceof EnvironmentError)) throw error;
    process.stderr.write(printableText(`${error.message}\n`));
    process.exitCode = 2;
  }
}
