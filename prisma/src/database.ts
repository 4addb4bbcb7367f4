import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/client.ts';

export type Database = PrismaClient;

/**
 * Connects lazily; the first statement opens the pool.
 *
 * @param url a `postgres://` address
 * @param poolSize most connections held at once
 */
export function createDatabase(url: string, poolSize = 10): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize }) });
}
