import { migrate } from '@clusterboard/core/migrate';
import { step } from '../setup/progress.mjs';
import { withDatabase } from './with-database.ts';

/** `npm run db:migrate`. */
export const main = (): Promise<number> =>
  withDatabase(async (databaseUrl) => {
    await step(
      'migrations',
      () => migrate(databaseUrl),
      (applied) => (applied.length === 0 ? 'up to date' : applied.join(' ')),
    );
  });
