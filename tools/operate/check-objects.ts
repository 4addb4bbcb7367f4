/** `npm run check-objects`: lists damaged, missing and orphaned files of the object store; changes nothing. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@clusterboard/core';
import { EnvironmentError, readStartEnvironment } from '@clusterboard/environment';
import { findDatabase, OperatorError } from './find-database.ts';
import { checkObjects } from './object-check.ts';

const standard = join(fileURLToPath(new URL('../..', import.meta.url)), '.clusterboard');

try {
  const { databaseUrl, dataDir = standard } = readStartEnvironment();
  const database = createDatabase(await findDatabase(databaseUrl, dataDir), 1);
  const { objects, damaged, missing, orphans } = await checkObjects(
    database,
    join(dataDir, 'objects'),
  ).finally(() => database.$disconnect());
  const lines = [
    ...damaged.map((path) => `damaged: ${path}`),
    ...missing.map(({ sha256, kind }) => `missing: ${sha256} (${kind})`),
    ...orphans.map((path) => `orphan: ${path}`),
    `${objects} objects: ${damaged.length} damaged, ${missing.length} missing, ${orphans.length} orphans.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = damaged.length + missing.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof OperatorError || error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
