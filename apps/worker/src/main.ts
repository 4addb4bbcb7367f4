import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openObjectStore } from '@clusterboard/artifacts';
import { type Changes, createDatabase, isDatabaseUnreachable, listenForChanges } from '@clusterboard/core';
import { EnvironmentError, readWorkerEnvironment, type WorkerEnvironment } from '@clusterboard/environment';
import { NoControlGroup, prepareControlGroup } from '@clusterboard/extraction';
import pino, { type Logger } from 'pino';
import type { WorkerContext } from './context.ts';
import { Pauses } from './pauses/pauses.ts';
import { clearScratch } from './scratch.ts';
import { startWorker } from './worker.ts';

const leaseSeconds = 30;
/** For the supervisor, which tells of a worker that hangs. */
const heartbeatMs = 5_000;
const retryMs = 1_000;

/** Hears of changes as soon as the database answers: a worker that is started first waits. */
async function listen(databaseUrl: string, log: Logger, stop: AbortSignal): Promise<Changes> {
  for (;;) {
    try {
      return await listenForChanges(databaseUrl, (error) =>
        log.warn({ err: error }, 'notification connection lost, reconnecting'),
      );
    } catch (error) {
      if (!isDatabaseUnreachable(error) || stop.aborted) throw error;
      log.warn({ err: error }, 'the database does not respond, retrying');
      await pause(retryMs, undefined, { signal: stop });
    }
  }
}

async function createContext(environment: WorkerEnvironment, stop: AbortSignal): Promise<WorkerContext> {
  const entry = fileURLToPath(new URL('./runner/main.js', import.meta.url));
  const evaluatorEntry = fileURLToPath(new URL('./evaluator/main.js', import.meta.url));
  await Promise.all([access(entry), access(evaluatorEntry)]);
  const scratchDir = join(environment.dataDir, 'scratch');
  const log = pino({ name: 'worker', level: environment.logLevel }, process.stdout);
  const changes = await listen(environment.databaseUrl, log, stop);
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
    runner: {
      ...environment.runner,
      entry,
      controlGroup: environment.controlGroup === 'own' ? await prepareControlGroup() : null,
    },
    evaluator: { ...environment.evaluation, entry: evaluatorEntry },
    announced: new Set(),
    threads: environment.threads,
    leaseSeconds,
  };
}

async function main(): Promise<void> {
  // Models, features and labels are readable to this user alone.
  process.umask(0o077);
  const environment = readWorkerEnvironment();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  // Without its supervisor, nothing would end this process.
  process.on('disconnect', () => stopping.abort());
  const context = await createContext(environment, stopping.signal);
  // What cannot be written is told of as a pause, and cleared later.
  await clearScratch(context).catch((error: unknown) =>
    context.log.warn({ err: error }, 'scratch folder not cleared'),
  );
  if (environment.runner.sandbox === 'none')
    context.log.warn('RUNNER_SANDBOX=none: models run without a sandbox, with the rights of this process');
  const { ended } = await startWorker(context, environment.redisUrl, stopping.signal);
  context.log.info({ threads: context.threads, providers: context.executionProviders }, 'worker ready');
  process.send?.({ type: 'ready' });
  const heartbeat = setInterval(() => {
    if (process.connected) process.send?.({ type: 'alive' });
  }, heartbeatMs);
  await ended;
  clearInterval(heartbeat);
  await context.changes.close();
  await context.database.$disconnect();
  if (process.connected) process.disconnect();
}

// A log that cannot be written, as on a full disk, must not end what it is about.
process.stdout.on('error', () => undefined);

await main().catch((error: unknown) => {
  const text =
    error instanceof EnvironmentError || error instanceof NoControlGroup
      ? error.message
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
