/** `npm run check-objects`: lists damaged, missing and orphaned files of the object store; changes nothing. */
import { join } from 'node:path';
import { createDatabase } from '@clusterboard/core';
import { printableText } from '@clusterboard/problems';
import { checkObjects } from './object-check.ts';
import { operatorCommand } from './operator-command.ts';

await operatorCommand(async (find) => {
  const { databaseUrl, dataDir } = await find();
  const database = createDatabase(databaseUrl, 1);
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
  process.stdout.write(printableText(`${lines.join('\n')}\n`));
  return damaged.length + missing.length > 0 ? 1 : 0;
});
