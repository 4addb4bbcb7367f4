// `npm start`, `npm test`, `npm run dev` and others on a fresh clone: sets up what must be there before our code can
// run, then hands over to it. Up to the last lines, only Node's own modules may be used.
import './setup/require-node.cjs';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApps, buildCommand, buildNative, generateClient } from './setup/builds.mjs';
import { lockAddress, takeLock } from './setup/lock.mjs';
import { makeFolder } from './setup/make-folder.mjs';
import { installNpmPackages, linkPostgresLibraries } from './setup/npm-packages.mjs';
import { SetupFailure, say, step } from './setup/progress.mjs';
import { endAll } from './setup/run.mjs';
import { installSystemPackages } from './setup/system-packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function openLog() {
  const folder = join(resolve(root, process.env.DATA_DIR || '.clusterboard'), 'logs');
  const log = join(folder, 'setup.log');
  try {
    makeFolder(folder);
    writeFileSync(log, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') throw new SetupFailure(`The disk that holds ${folder} is full.`);
    throw new SetupFailure(`${folder} cannot be written (${code}); set DATA_DIR to a directory of yours.`);
  }
  return log;
}

/**
 * What each purpose needs beside the packages, and the module that it hands over to.
 *
 * @type {Readonly<Record<string, { readonly parts: string, readonly title?: string, readonly main?: string }>>}
 */
const purposes = {
  start: { parts: 'client native apps command', title: 'Clusterboard', main: './start/main.ts' },
  dev: { parts: 'client native', title: 'Clusterboard (development)', main: './dev/main.ts' },
  test: { parts: 'client native apps command browser', main: './test/main.ts' },
  'test:unit': { parts: 'client native command', main: './test/main.ts' },
  'test:service': { parts: 'client native command', main: './test/main.ts' },
  'test:e2e': { parts: 'client native apps command browser', main: './test/main.ts' },
  migrate: { parts: 'client', main: './operate/migrate.ts' },
  seed: { parts: 'client', main: './operate/seed.ts' },
  backup: { parts: 'client', main: './operate/backup/backup.ts' },
  restore: { parts: 'client', main: './operate/backup/restore.ts' },
  command: { parts: 'native command' },
};

/** @param {readonly string[]} parts */
async function prepare(parts) {
  const log = openLog();
  const fresh = (/** @type {boolean} */ done) => (done ? '' : 'up to date');
  await settled([
    step('npm packages', (note) => installNpmPackages(root, log, note), fresh),
    step(
      'system packages',
      (note) => installSystemPackages(parts, log, note),
      (/** @type {readonly string[]} */ names) => (names.length > 0 ? names.join(' ') : 'up to date'),
    ),
  ]);
  if (parts.includes('client')) {
    await linkPostgresLibraries(root, log);
    await step('database client', (note) => generateClient({ root, log, note }), fresh);
  }
  /** @type {readonly (readonly [string, string, typeof buildNative])[]} */
  const builds = [
    ['native', 'native parts', buildNative],
    ['apps', 'apps', buildApps],
    ['command', 'command', buildCommand],
  ];
  await settled(
    builds
      .filter(([part]) => parts.includes(part))
      .map(([, label, build]) => step(label, (note) => build({ root, log, note }), fresh)),
  );
}

/** As Promise.all, but waits for all: a step that goes on after the end would speak into it. @param {Promise<unknown>[]} steps */
async function settled(steps) {
  const results = await Promise.allSettled(steps);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

const interrupted = () => {
  endAll();
  say('Stopped.');
  process.exit(130);
};
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

const [name = '', ...args] = process.argv.slice(2);
try {
  const purpose = purposes[name];
  if (purpose === undefined) {
    throw new SetupFailure(`Usage: bootstrap.mjs ${Object.keys(purposes).join('|')}`);
  }
  for (const signal of signals) process.on(signal, interrupted);
  say(`\n${purpose.title ?? 'Setting up'}\n`);
  const unlock = await takeLock(lockAddress(root), () =>
    say('  · Another setup of this folder is running; waiting for it.'),
  );
  await prepare(purpose.parts.split(' '));
  unlock();
  for (const signal of signals) process.off(signal, interrupted);
  if (purpose.main === undefined) process.exit(0);
  // From here on there are packages, so TypeScript can be run as it is.
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import(purpose.main);
  process.exit(await main(args));
} catch (error) {
  process.stderr.write(
    `\n${error instanceof SetupFailure ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
