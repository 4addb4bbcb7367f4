import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openObjectStore } from '@clusterboard/artifacts';
import { createDatabase, listenForChanges } from '@clusterboard/core';
import { EnvironmentError, readWorkerEnvironment, type WorkerEnvironment } from '@clusterboard/environment';
import pino from 'pino';
import type { WorkerContext } from './context.ts';
import { Pauses } from './pauses/pauses.ts';
import { announceRunner } from './sandbox-gate.ts';
import { clearScratch } from './scratch.ts';
import { startWorker } from './worker.ts';

const leaseSeconds = 30;
/** For the supervisor, which tells of a worker that hangs. */
const heartbeatMs = 5_000;

async function createContext(environment: WorkerEnvironment): Promise<WorkerContext> {
  const entry = fileURLToPath(new URL('./runner/main.js', import.meta.url));
  await access(entry);
  const scratchDir = join(environment.dataDir, 'scratch');
  const log = pino({ name: 'worker', level: environment.logLevel }, process.stdout);
  const changes = await listenForChanges(environment.databaseUrl, (error) =>
    log.warn({ err: error }, 'notification connection lost, reconnecting'),
  );
  return {
    database: createDatabase(environment.databaseUrl),
    changes,
    store: openObjectStore(join(environment.dataDir, 'objects')),
    pauses: new Pauses(),
    log,
    datasetsDir: join(environment.dataDir, 'datasets'),
    cropCacheDir: join(environment.dataDir, 'crops'),
    featureCacheDir: join(environment.dataDir, 'features'),
    scratchDir,
    executionProviders: environment.executionProviders,
    runner: { ...environment.runner, entry },
    announced: new Set(),
    threads: environment.threads,
    leaseSeconds,
  };
}

async function main(): Promise<void> {
  // Models, features and labels are readable to this user alone.
  process.umask(0o077);
  const environment = readWorkerEnvironment();
  const context = await createContext(environment);
  // What cannot be written is told of as a pause, and cleared later.
  await clearScratch(context).catch((error: unknown) =>
    context.log.warn({ err: error }, 'scratch folder not cleared'),
  );
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  // Without its supervisor, nothing would end this process.
  process.on('disconnect', () => stopping.abort());
  const announced = await announceRunner(context, stopping.signal);
  const worker = startWorker(context, environment.redisUrl, stopping.signal);
  context.log.info({ threads: context.threads, providers: context.executionProviders }, 'worker ready');
  process.send?.({ type: 'ready' });
  const heartbeat = setInterval(() => process.send?.({ type: 'alive' }), heartbeatMs);
  await worker;
  clearInterval(heartbeat);
  await announced.ended;
  await context.changes.close();
  await context.database.$disconnect();
  if (process.connected) process.disconnect();
}

// A log that cannot be written, as on a full disk, must not end what it is about.
process.stdout.on('error', () => undefined);

await main().catch((error: unknown) => {
  const text =
    error instanceof EnvironmentError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
