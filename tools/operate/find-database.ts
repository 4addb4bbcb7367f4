import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { whyUnreachable } from '@clusterboard/local-stack';

/** What the person at the command line can put right. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** Where the Clusterboard that runs here keeps its data. */
export interface RunningClusterboard {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** Where `npm start` leaves the address of its own Postgres, for commands beside it. */
export const addressFile = (dataDir: string): string => join(dataDir, 'run', 'postgres-url');

/**
 * The database of the Clusterboard that runs here: the one given, or the embedded one of `dataDir`.
 *
 * @throws OperatorError when none answers
 */
export async function findDatabase(given: string | undefined, dataDir: string): Promise<string> {
  const url = given ?? (await readFile(addressFile(dataDir), 'utf8').catch(() => '')).trim();
  if (url === '') {
    throw new OperatorError(
      `No Clusterboard has run on ${dataDir}: start it with npm start, or set DATABASE_URL or DATA_DIR.`,
    );
  }
  const reason = await whyUnreachable(url);
  if (reason === undefined) return url;
  const where = given === undefined ? 'The database of npm start' : `DATABASE_URL: ${new URL(url).host}`;
  throw new OperatorError(`${where} does not answer (${reason}). Is Clusterboard running?`);
}
