import { createDatabase, readWorkers, runnersObstacle } from '@clusterboard/core';

/** What the operator has to know of the sandbox at the start; nothing where it works. */
export async function sandboxRemarks(databaseUrl: string, withoutSandbox: boolean): Promise<string[]> {
  if (withoutSandbox) {
    return [
      'WARNING: RUNNER_SANDBOX=none. Models run without a sandbox: whoever submits one can',
      '         read and write whatever this user can.',
    ];
  }
  const database = createDatabase(databaseUrl, 1);
  const workers = await readWorkers(database).finally(() => database.$disconnect());
  const obstacle = runnersObstacle(workers);
  if (obstacle === null) return [];
  return [
    `No models can be submitted: ${obstacle}.`,
    'The sandbox needs Linux with bubblewrap and user namespaces (docs/operations.md). If you trust',
    'everyone who can reach this server, RUNNER_SANDBOX=none runs models without it.',
  ];
}
