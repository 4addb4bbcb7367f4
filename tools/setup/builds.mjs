import { join } from 'node:path';
import { run } from './run.mjs';
import { hashOf, isDone, once } from './stamp.mjs';

const silent = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  DO_NOT_TRACK: '1',
};

/** @typedef {{ root: string, log: string, note: (line: string) => void }} Place */

/** @param {string} root @returns {[string, string]} stamp and hash */
const nativeState = (root) => [
  join(root, 'node_modules', '.cache', 'clusterboard', 'native'),
  hashOf(root, ['tools/build-native.mjs', 'packages/clustering', 'package-lock.json']),
];

/** The native addons; the script itself knows what is up to date. @param {Place} place */
export const buildNative = ({ root, log, note }) =>
  once(...nativeState(root), () =>
    run([process.execPath, 'tools/build-native.mjs'], { cwd: root, log, note }),
  );

/** The database client, made of the schema. @param {Place} place */
export const generateClient = ({ root, log, note }) =>
  once(
    join(root, 'prisma', 'generated', '.stamp'),
    hashOf(root, ['prisma/schema.prisma', 'prisma/prisma.config.ts', 'package-lock.json']),
    () =>
      run([process.execPath, '../node_modules/prisma/build/index.js', 'generate'], {
        cwd: join(root, 'prisma'),
        log,
        note,
        // Generating needs no engine, but looks for one on the network; a program that does nothing will do.
        env: { ...silent, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' },
      }),
  );

/** Web, API and worker. @param {Place} place */
export const buildApps = ({ root, log, note }) =>
  once(
    // Beside what it vouches for: whoever removes the builds removes it too.
    join(root, 'apps', 'web', '.next', 'clusterboard-stamp'),
    hashOf(root, [
      'apps',
      'catalogue',
      'packages',
      'prisma',
      'package-lock.json',
      'turbo.json',
      'tsconfig.base.json',
      'tools/build-app.mjs',
    ]),
    () => run(turbo('build'), { cwd: root, log, note, env: silent }),
  );

/** @param {string} root @returns {[string, string]} stamp and hash */
const commandState = (root) => [
  join(root, 'apps', 'cli', 'dist', '.stamp'),
  hashOf(root, ['apps/cli', 'catalogue', 'packages', 'package-lock.json', 'tools/build-app.mjs']),
];

const commandEntries = ['src/main.ts', 'src/runner/main.ts', 'src/evaluator/main.ts'];

/** The bundle of the command. @param {Place} place */
export const buildCommand = ({ root, log, note }) =>
  once(...commandState(root), () =>
    run([process.execPath, '../../tools/build-app.mjs', ...commandEntries], {
      cwd: join(root, 'apps', 'cli'),
      log,
      note,
    }),
  );

/** Whether the command can run as it is. @param {string} root */
export const isCommandBuilt = (root) => isDone(...commandState(root)) && isDone(...nativeState(root));

/** @param {string} task @returns {string[]} */
export const turbo = (task) => [
  process.execPath,
  'node_modules/turbo/bin/turbo',
  'run',
  task,
  '--ui=stream',
  '--output-logs=new-only',
];
