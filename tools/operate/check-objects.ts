/** `npm run check-objects`: lists what is stored and damaged, missing or orphaned; changes nothing. */
import { join } from 'node:path';
import { createDatabase } from '@clusterboard/core';
import { printableText } from '@clusterboard/problems';
import { checkObjects } from './object-check.ts';
import { operatorCommand } from './operator-command.ts';
import { damagedCacheFiles, damagedDatasets, damagedReceipts } from './stored-check.ts';

await operatorCommand(async (find) => {
  const { databaseUrl, dataDir } = await find();
  const database = createDatabase(databaseUrl, 1);
  const check = async () => ({
    ...(await checkObjects(database, join(dataDir, 'objects'))),
    others: [
      ...(await damagedReceipts(database)),
      ...(await damagedDatasets(database, join(dataDir, 'datasets'))),
      ...(await damagedCacheFiles(dataDir)),
    ],
  });
  const { objects, missing, orphans, ...found } = await check().finally(() => database.$disconnect());
  const damaged = [...found.damaged, ...found.others];
  const lines = [
    ...damaged.map((what) => `damaged: ${what}`),
    ...missing.map(({ sha256, kind }) => `missing: ${sha256} (${kind})`),
    ...orphans.map((path) => `orphan: ${path}`),
    `${objects} objects: ${damaged.length} damaged, ${missing.length} missing, ${orphans.length} orphans.`,
  ];
  process.stdout.write(printableText(`${lines.join('\n')}\n`));
  return damaged.length + missing.length > 0 ? 1 : 0;
});
