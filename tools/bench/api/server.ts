import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@clusterboard/local-stack';

const entry = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));

/** The API as it is built, in a process of its own. */
export async function startServer(
  databaseUrl: string,
  dataDir: string,
): Promise<{ origin: string; stop: () => Promise<void> }> {
  if (!existsSync(entry)) throw new Error('Build the API first: npm run build -w @clusterboard/api');
  const port = await freePort();
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      REDIS_URL: 'redis://127.0.0.1:6379',
      DATA_DIR: dataDir,
      API_PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the API ended with ${code}`))),
  ]);
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
