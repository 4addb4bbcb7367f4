/**
 * `npm run retry-failed`: tries every submission again that failed through no fault of its model, and has not been
 * tried again since. To be run beside a running Clusterboard.
 */
import { createDatabase, retryFailed } from '@clusterboard/core';
import { operatorCommand } from './operator-command.ts';

await operatorCommand(async (find) => {
  const { databaseUrl } = await find();
  const database = createDatabase(databaseUrl, 1);
  const retried = await retryFailed(database).finally(() => database.$disconnect());
  const lines = retried.map(({ failed, submission }) => `${failed}: tried again as ${submission}`);
  const sum =
    retried.length === 0 ? 'Nothing to try again.' : `${retried.length} submissions are tried again.`;
  process.stdout.write(`${[...lines, sum].join('\n')}\n`);
  return 0;
});
