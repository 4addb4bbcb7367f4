import { migrate } from '@clusterboard/core/migrate';
import { seed } from '../seed/seed.ts';
import { step } from '../setup/progress.mjs';
import { withDatabase } from './with-database.ts';

/** `npm run seed`: the shipped benchmarks, and the shipped encoders submitted to them; needs no worker. */
export const main = (): Promise<number> =>
  withDatabase(async (databaseUrl, dataDir) => {
    await migrate(databaseUrl);
    await step(
      'datasets',
      (onStep) => seed({ databaseUrl, dataDir, onStep }),
      (added) => (added === 0 ? 'up to date' : `${added} encoders queued`),
    );
  });
