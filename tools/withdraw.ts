/**
 * `npx tsx tools/withdraw.ts ENTRY "REASON"`: takes an entry off its board. DATABASE_URL names the
 * database; the reason, a sentence for people, stays with the submission and in the board's history.
 */
import { createDatabase, withdrawEntry } from '@clusterboard/core';
import { readStartEnvironment } from '@clusterboard/environment';

const [entry, reason] = process.argv.slice(2);
const { databaseUrl } = readStartEnvironment();
if (entry === undefined || !reason?.trim() || databaseUrl === undefined) {
  process.stderr.write('Usage: DATABASE_URL=postgres://… npx tsx tools/withdraw.ts ENTRY "REASON"\n');
  process.exit(2);
}
const database = createDatabase(databaseUrl, 1);
const withdrawn = await withdrawEntry(database, entry, reason.trim());
await database.$disconnect();
process.stdout.write(withdrawn ? `${entry} was withdrawn.\n` : `No board has an entry ${entry}.\n`);
process.exitCode = withdrawn ? 0 : 1;
