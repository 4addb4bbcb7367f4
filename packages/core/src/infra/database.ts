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

/** The SQLSTATE that Postgres gave for a failed statement, if that is what an error is. */
function sqlState(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  return /"originalCode":"(\w{5})"/.exec(JSON.stringify(error.meta ?? {}))?.[1] ?? null;
}

/** Whether an error is a statement that was given up because of its time: `query_canceled`. */
export const statementTimedOut = (error: unknown): boolean => sqlState(error) === '57014';

/** Whether the disk of the database is full: `disk_full`. */
export const isDatabaseFull = (error: unknown): boolean => sqlState(error) === '53100';

/** Of Postgres: it starts, stops, has crashed, takes no more connections, or the connection broke. */
const unreachableStates = /^(57P0[123]|08\w{3}|53300)$/;
/** Of Prisma: no server, no connection, no transaction in time. */
const unreachableCodes = /^(P1001|P1002|P1008|P1011|P1017|P2024|P2028|P2037)$/;
const unreachableMessages =
  /Connection terminated|Can't reach database server|server has closed the connection|connection error and is not queryable|ECONNREFUSED|ECONNRESET/;

/** Whether an error says that the database does not answer: what was to be written can be tried again. */
export function isDatabaseUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unreachableCodes.test(code) || unreachableStates.test(sqlState(error) ?? '')) return true;
  return unreachableMessages.test(error.message);
}
