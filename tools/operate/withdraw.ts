/**
 * `npm run withdraw -- ENTRY "REASON"`: takes an entry off its board. The reason, a sentence for people, stays
 * with the submission and in the board's history.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase, withdrawEntry } from '@clusterboard/core';
import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { findDatabase, OperatorError } from './find-database.ts';

const [entry, reason] = process.argv.slice(2);

try {
  if (entry === undefined || !reason?.trim()) {
    throw new OperatorError('Usage: npm run withdraw -- ENTRY "REASON"');
  }
  const { databaseUrl, dataDir } = readStartEnvironment();
  const standard = join(fileURLToPath(new URL('../..', import.meta.url)), '.clusterboard');
  const database = createDatabase(await findDatabase(databaseUrl, dataDir ?? standard), 1);
  const withdrawn = await withdrawEntry(database, entry, reason.trim());
  await database.$disconnect();
  process.stdout.write(withdrawn ? `${entry} was withdrawn.\n` : `No board has an entry ${entry}.\n`);
  process.exitCode = withdrawn ? 0 : 1;
} catch (error) {
  if (!(error instanceof OperatorError || error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
