import { isDiskFull } from '@clusterboard/artifacts';
import { printableText } from '@clusterboard/problems';
import { OperatorError } from '../find-database.ts';
import { withStoppedDatabase } from '../with-database.ts';
import { openBackup, restoreBackup } from './restore-backup.ts';

/** `npm run restore -- FOLDER`: into the empty database of a Clusterboard that does not run. */
export const main = ([folder, ...more]: readonly string[]): Promise<number> =>
  withStoppedDatabase(async (start) => {
    if (folder === undefined || more.length > 0) throw new OperatorError('Usage: npm run restore -- FOLDER');
    const backup = await openBackup(folder);
    const { databaseUrl, dataDir } = await start();
    const { tables, rows, objects } = await restoreBackup(backup, databaseUrl, dataDir).catch(
      (error: unknown) => {
        if (isDiskFull(error)) throw new OperatorError(`The disk that holds ${dataDir} is full.`);
        throw error;
      },
    );
    process.stdout.write(
      printableText(`${dataDir}: ${rows} rows of ${tables} tables, ${objects} objects.\n`),
    );
  });
