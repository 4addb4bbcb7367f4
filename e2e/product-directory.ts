import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesOf } from './product.ts';

const variable = 'CLUSTERBOARD_E2E_DIRECTORY';

/** Where the product under test keeps its data: one place for a whole run, whichever worker asks. */
export function productDirectory(): string {
  const directory = process.env[variable];
  if (directory === undefined)
    throw new Error('Only a run of Playwright Test has a directory for a product.');
  return join(directory, 'data');
}

/** Makes the directory before the first worker starts. Its end fails if a process of the product is left. */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'clusterboard-e2e-'));
  // Where root runs this, Postgres is another user's, and would go to a place that it can enter.
  await chmod(directory, 0o711);
  process.env[variable] = directory;
  return async () => {
    const left = await processesOf(productDirectory());
    for (const { id } of left) process.kill(id, 'SIGKILL');
    await rm(directory, { recursive: true, force: true });
    if (left.length > 0)
      throw new Error(`The product left processes behind:\n${left.map(({ command }) => command).join('\n')}`);
  };
}
