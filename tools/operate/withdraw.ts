/**
 * `npm run withdraw -- ENTRY "REASON"`: takes an entry off its board. The reason, a sentence for people, stays
 * with the submission and in the board's history.
 */
import { createDatabase, withdrawEntry } from '@clusterboard/core';
import { printable } from '@clusterboard/problems';
import { OperatorError } from './find-database.ts';
import { operatorCommand } from './operator-command.ts';

const [entry, reason] = process.argv.slice(2);

await operatorCommand(async (find) => {
  if (entry === undefined || !reason?.trim()) {
    throw new OperatorError('Usage: npm run withdraw -- ENTRY "REASON"');
  }
  const { databaseUrl } = await find();
  const database = createDatabase(databaseUrl, 1);
  const withdrawn = await withdrawEntry(database, entry, reason.trim());
  await database.$disconnect();
  const named = printable(entry);
  process.stdout.write(withdrawn ? `${named} was withdrawn.\n` : `No board has an entry ${named}.\n`);
  return withdrawn ? 0 : 1;
});
