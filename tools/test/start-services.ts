import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@clusterboard/core/migrate';
import {
  databaseUrl,
  lockDataDirectory,
  type RunningService,
  startPostgres,
  startRedis,
} from '@clusterboard/local-stack';
import { templateDatabase } from '@clusterboard/testkit';
import type { TestProject } from 'vitest/node';

/** One Postgres and one Redis for a whole run of the service tests; gone with its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'clusterboard-tests-'));
  // Postgres may run as another user than this one, who made the directory for itself alone.
  await chmod(dataDir, 0o711);
  await lockDataDirectory(dataDir);
  const running: RunningService[] = [];
  const end = async () => {
    for (const service of running.reverse()) await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    running.push(await startRedis({ dataDir, databases: 1024, durable: false }));
    running.push(await startPostgres({ dataDir, database: templateDatabase, durable: false }));
    const [redis, postgres] = running;
    if (!redis || !postgres) throw new Error('unreachable');
    await migrate(postgres.url);
    project.provide('postgresUrl', databaseUrl(postgres.url, 'postgres'));
    project.provide('redisUrl', redis.url);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}
