import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupFailure } from './progress.mjs';
import { attempt, isCommand, run } from './run.mjs';

/**
 * @typedef {object} Need
 * @property {string} apt name of the Debian package
 * @property {string} [brew] name of the Homebrew formula
 * @property {() => boolean} isThere
 * @property {boolean} [optional] something else takes its place when it cannot be installed
 * @property {boolean} [server] the command alone does without it
 */

/** @param {...string} names @returns {() => boolean} */
const anyCommand =
  (...names) =>
  () =>
    names.some(isCommand);
/** @param {...string} paths @returns {() => boolean} */
const anyFile =
  (...paths) =>
  () =>
    paths.some((path) => existsSync(path));

const includes = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];
const libraries = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];
const brewed = ['/opt/homebrew/opt', '/usr/local/opt'];

/** @type {Need[]} */
const toStart = [
  { apt: 'g++', isThere: anyCommand('c++', 'g++', 'clang++') },
  { apt: 'make', isThere: anyCommand('make') },
  { apt: 'python3', isThere: anyCommand('python3') },
  {
    apt: 'libfaiss-dev',
    brew: 'faiss',
    isThere: anyFile(...includes.map((folder) => `${folder}/faiss/Clustering.h`)),
  },
  {
    apt: 'libopenblas-dev',
    brew: 'openblas',
    isThere: anyFile(
      ...libraries.map((folder) => `${folder}/libopenblas.so`),
      ...brewed.map((folder) => `${folder}/openblas`),
    ),
  },
  ...(process.platform === 'darwin'
    ? [{ apt: '', brew: 'libomp', isThere: anyFile(...brewed.map((folder) => `${folder}/libomp`)) }]
    : [{ apt: 'bubblewrap', isThere: anyCommand('bwrap') }]),
  // Debian's redis-tools holds the server's program too, and starts no service of its own.
  {
    apt: 'redis-tools',
    brew: 'redis',
    isThere: anyCommand('redis-server', 'redis-check-rdb'),
    server: true,
  },
  {
    apt: 'dataset-fashion-mnist',
    isThere: anyFile('/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz'),
    optional: true,
  },
];

/** @type {Need} */
const browser = {
  apt: 'chromium',
  brew: 'chromium',
  isThere: () =>
    anyCommand('chromium', 'chromium-browser', 'google-chrome')() ||
    existsSync('/Applications/Chromium.app') ||
    existsSync('/Applications/Google Chrome.app'),
};

/**
 * Installs what is missing where this user may, and names the one line to run where not.
 *
 * @param {readonly string[]} parts what is set up: `client` for the servers, `browser` for its tests
 * @param {string} log
 * @param {(line: string) => void} note
 * @returns {Promise<readonly string[]>} what was installed
 */
export async function installSystemPackages(parts, log, note) {
  const needs = parts.includes('client') ? toStart : toStart.filter((need) => !need.server);
  const missing = [...needs, ...(parts.includes('browser') ? [browser] : [])].filter(
    (need) => !need.isThere(),
  );
  if (missing.length === 0) return [];
  if (isCommand('apt-get')) return apt(missing, log, note);
  if (process.platform === 'darwin') return brew(missing, log, note);
  const required = missing.filter((need) => !need.optional);
  if (required.length === 0) return [];
  throw new SetupFailure(
    `Install the packages that hold ${required.map((need) => need.apt).join(', ')} (these are Debian's names) and start again.`,
  );
}

/** @param {Need[]} missing @param {string} log @param {(line: string) => void} note */
async function apt(missing, log, note) {
  const required = missing.filter((need) => !need.optional).map((need) => need.apt);
  const optional = missing.filter((need) => need.optional).map((need) => need.apt);
  const prefix = rootPrefix();
  if (!prefix) {
    // What is optional is not worth a question for the password.
    if (required.length === 0) return [];
    throw new SetupFailure(
      `Some system packages are missing. Run this line, then start again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${[...required, ...optional].join(' ')}\n`,
    );
  }
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const options = { cwd: '/', log, note };
  /** @param {string[]} names */
  const install = (names) => [
    ...prefix,
    ...environment,
    'apt-get',
    'install',
    '-y',
    '--no-install-recommends',
    ...names,
  ];
  const whole = await attempt(install([...required, ...optional]), options);
  if (whole.code === 0) return [...required, ...optional];
  // The lists of a fresh machine are missing or name versions that are gone.
  await attempt([...prefix, ...environment, 'apt-get', 'update'], options);
  if ((await attempt(install([...required, ...optional]), options)).code === 0)
    return [...required, ...optional];
  if (required.length === 0) return [];
  await run(install(required), options);
  return required;
}

/** @returns {string[] | undefined} what to put before a command for root to run it; undefined when nobody may */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (isCommand('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)
    return ['sudo', '-n'];
  return undefined;
}

/** @param {Need[]} missing @param {string} log @param {(line: string) => void} note */
async function brew(missing, log, note) {
  const formulas = missing.flatMap((need) => (need.brew ? [need.brew] : []));
  const tools = missing.some((need) => !need.brew && !need.optional);
  if (tools)
    throw new SetupFailure(
      'The developer tools are missing. Run this line, then start again:\n\n  xcode-select --install\n',
    );
  if (formulas.length === 0) return [];
  if (!isCommand('brew')) {
    throw new SetupFailure(
      `Some packages are missing. Install Homebrew (https://brew.sh), run this line, then start again:\n\n  brew install ${formulas.join(' ')}\n`,
    );
  }
  await run(['brew', 'install', ...formulas], { cwd: '/', log, note, env: { HOMEBREW_NO_ANALYTICS: '1' } });
  return formulas;
}
