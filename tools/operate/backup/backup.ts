import { isDiskFull } from '@clusterboard/artifacts';
import { printableText } from '@clusterboard/problems';
import { OperatorError } from '../find-database.ts';
import { withDatabase } from '../with-database.ts';
import { makeBackup } from './make-backup.ts';

/** `npm run backup -- FOLDER`: the database and the objects; Clusterboard may run meanwhile. */
export async function main([folder, ...more]: readonly string[]): Promise<number> {
  let leftOut: readonly string[] = [];
  const code = await withDatabase(async (databaseUrl, dataDir) => {
    if (folder === undefined || more.length > 0) throw new OperatorError('Usage: npm run backup -- FOLDER');
    const outcome = await makeBackup(databaseUrl, dataDir, folder).catch((error: unknown) => {
      if (isDiskFull(error))
        throw new OperatorError(`The disk that holds ${folder} is full: no backup was made.`);
      throw error;
    });
    leftOut = outcome.leftOut;
    const { tables, rows, objects } = outcome;
    const lines = [...leftOut, `${folder}: ${rows} rows of ${tables} tables, ${objects} objects.`];
    process.stdout.write(printableText(`${lines.join('\n')}\n`));
  });
  if (leftOut.length > 0) {
    process.stderr.write(`The backup is without ${leftOut.length} objects that are damaged or missing.\n`);
  }
  return leftOut.length > 0 ? 1 : code;
}
