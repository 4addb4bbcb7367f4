import { type AppDefinition, type ServiceFailure, supervise } from '@clusterboard/local-stack';
import { say, step } from '../setup/progress.mjs';
import { type AppName, type AppSettings, builtApps } from '../start/apps.ts';
import { runClusterboard } from '../start/run.ts';
import type { RunningParts } from '../start/running.ts';
import { WatchedApp } from './watched-app.ts';

/** The first page is compiled when it is requested. */
const webReadyWithinMs = 180_000;

/** Outside dist/, so that `npm start` never runs what development has built. */
const bundles = {
  api: { 'build/main.js': 'src/main.ts' },
  worker: {
    'build/main.js': 'src/main.ts',
    'build/runner/main.js': 'src/runner/main.ts',
    'build/evaluator/main.js': 'src/evaluator/main.ts',
  },
} as const;

/** As `npm start` runs it, but for development. */
function forDevelopment(app: AppDefinition): AppDefinition {
  // Next compiles the pages itself; the small server before it is run from its source.
  const args = app.args.flatMap((arg) =>
    arg === 'dist/server/main.js'
      ? ['--import', 'tsx', 'src/server/main.ts']
      : arg.replace(/^dist\//, 'build/'),
  );
  return { ...app, args, env: { ...app.env, NODE_ENV: 'development' } };
}

async function startWatchedApps(
  settings: AppSettings,
  parts: RunningParts,
  seeding: Promise<unknown>,
): Promise<{ readonly lost: Promise<ServiceFailure> }> {
  const { dataDir } = settings;
  const built = builtApps(settings);
  const show = (name: AppName) => (line: string) => {
    if (!parts.ending) say(`  ${name.padEnd(6)} ${line}`);
  };
  const watch = (name: 'api' | 'worker') =>
    step(`${name} (watching)`, async () => {
      const options = { dataDir, show: show(name), bundles: bundles[name] };
      const app = await parts.start(name, async () => new WatchedApp(forDevelopment(built[name]), options));
      await app.start();
    });
  const web = await parts.start('web', async () =>
    supervise(forDevelopment(built.web), {
      dataDir,
      show: show('web'),
      readyWithinMs: webReadyWithinMs,
    }),
  );
  await Promise.all([
    step('web (watching)', () => web.ready),
    watch('api'),
    seeding.then(() => watch('worker')),
  ]);
  return { lost: web.failure };
}

/** `npm run dev`, once everything is installed. */
export const main = (): Promise<number> => runClusterboard(startWatchedApps);
