// `npm start`, `npm test` and the command on a fresh clone: all that has to be there before anything of ours can
// run. Only Node's own modules may be used up to the last lines.
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

/** @param {'start' | 'test' | 'command'} purpose */
async function prepare(purpose) {
  const log = openLog();
  const fresh = (/** @type {boolean} */ done) => (done ? '' : 'up to date');
  await settled([
    step('npm packages', (note) => installNpmPackages(root, log, note), fresh),
    step(
      'system packages',
      (note) => installSystemPackages(purpose, log, note),
      (/** @type {readonly string[]} */ names) => (names.length > 0 ? names.join(' ') : 'up to date'),
    ),
  ]);
  if (purpose === 'command') {
    await settled([
      step('native parts', (note) => buildNative({ root, log, note }), fresh),
      step('command', (note) => buildCommand({ root, log, note }), fresh),
    ]);
    return;
  }
  await linkPostgresLibraries(root, log);
  await step('database client', (note) => generateClient({ root, log, note }), fresh);
  await settled([
    step('native parts', (note) => buildNative({ root, log, note }), fresh),
    step('apps', (note) => buildApps({ root, log, note }), fresh),
    step('command', (note) => buildCommand({ root, log, note }), fresh),
  ]);
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

const purpose = process.argv[2];
try {
  if (purpose !== 'start' && purpose !== 'test' && purpose !== 'command')
    throw new SetupFailure('Usage: bootstrap.mjs start|test|command');
  for (const signal of signals) process.on(signal, interrupted);
  say(purpose === 'start' ? '\nClusterboard\n' : '\nSetting up\n');
  const unlock = await takeLock(lockAddress(root), () =>
    say('  · Another set-up of this folder is under way; this one goes on after it.'),
  );
  await prepare(purpose);
  unlock();
  for (const signal of signals) process.off(signal, interrupted);
  if (purpose === 'command') process.exit(0);
  // From here on there are packages, so TypeScript can be run as it is.
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import(`./${purpose}.ts`);
  process.exit(await main());
} catch (error) {
  process.stderr.write(
    `\n${error instanceof SetupFailure ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
