import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { EnvironmentError, readWebEnvironment } from '@clusterboard/environment';
import next from 'next';
import { guard } from './guard.ts';
import { OpenStreams } from './open-streams.ts';

/** For what is under way. Streams are broken at once: their readers resume them. */
const graceMs = 1_500;

/** Settles at a signal, or when the supervisor is gone. */
const shutdownRequested = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('disconnect', () => resolve());
  });

async function main(): Promise<void> {
  const { host, port, development, ...settings } = readWebEnvironment();
  const shutdown = shutdownRequested();
  const app = next({ dev: development, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const streams = new OpenStreams();
  const server = createServer(
    // Longer than a proxy's, so that it never sends into a connection that is just being closed.
    { keepAliveTimeout: 75_000 },
    guard({ ...settings, machine: hostname() }, (request, response) => {
      streams.track(request, response);
      void handle(request, response);
    }),
  );
  // Tells pages of changed sources.
  if (development) {
    server.on('upgrade', (request, socket, head) => void app.getUpgradeHandler()(request, socket, head));
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  await shutdown;
  const closed = new Promise((resolve) => server.close(resolve));
  streams.breakAll();
  // Also those whose last response has been sent meanwhile.
  setInterval(() => server.closeIdleConnections(), 50).unref();
  setTimeout(() => server.closeAllConnections(), graceMs).unref();
  await closed;
  await app.close();
}

await main().then(
  () => process.exit(0),
  (error: unknown) => {
    const explained = error instanceof EnvironmentError;
    process.stderr.write(
      `${error instanceof Error ? (explained ? error.message : error.stack) : String(error)}\n`,
    );
    process.exit(1);
  },
);
