import { useDatabase } from '@clusterboard/testkit';
import { afterAll } from 'vitest';
import { createDatabase, type Database } from './database.ts';

/** A client of a database of its own for the test file that calls this at its top level; it connects when it is used. */
export function useCoreDatabase(): Database {
  const { url } = useDatabase();
  const database = createDatabase(url);
  afterAll(() => database.$disconnect());
  return database;
}
