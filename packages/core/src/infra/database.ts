import { Prisma, PrismaClient } from '@clusterboard/database/client';
import { PrismaPg } from '@prisma/adapter-pg';

export type Database = PrismaClient;

/**
 * Prisma gives a transaction 2 s to get a connection and 5 s to end, which a burst of requests exceeds on a busy
 * machine: those behind the tenth wait until a connection is free. Both together stay below the 30 s of a
 * worker's lease, so that no write is still under way when another worker may take over.
 */
const transactionOptions = { maxWait: 10_000, timeout: 15_000 } as const;

/**
 * Connects lazily; the first statement opens the pool.
 *
 * @param url a `postgres://` address
 * @param poolSize most connections held at once
 * @param statementMilliseconds after which Postgres gives a statement up; never if nothing is said
 */
export function createDatabase(url: string, poolSize = 10, statementMilliseconds?: number): Database {
  return new PrismaClient({
    transactionOptions,
    adapter: new PrismaPg({
      connectionString: url,
      max: poolSize,
      ...(statementMilliseconds === undefined ? {} : { statement_timeout: statementMilliseconds }),
    }),
  });
}

/** What Postgres calls a cancelled statement: `query_canceled`. */
const cancelled = '57014';

/** Whether an error is a statement that was given up because of its time. */
export const statementTimedOut = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  JSON.stringify(error.meta ?? {}).includes(`"${cancelled}"`);
