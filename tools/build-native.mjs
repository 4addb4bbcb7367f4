/**
 * Builds the two native addons with node-gyp: packages/clustering's own, and faiss-node where its package
 * holds no binary that loads. What was built from the same sources for the same Node and faiss is kept.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const clusteringPackage = join(root, 'packages', 'clustering');
const require = createRequire(join(clusteringPackage, 'package.json'));

function say(line) {
  process.stdout.write(`${line}\n`);
}

function stop(sentence, details = '') {
  process.stderr.write(`${details === '' ? '' : `${details}\n`}${sentence}\n`);
  process.exit(1);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
}

/** Debian and Homebrew packages by what they are needed for. */
const packages =
  process.platform === 'darwin'
    ? {
        compiler: 'xcode-select --install',
        faiss: 'faiss',
        blas: 'openblas',
        openmp: 'libomp',
        python: 'python@3',
      }
    : {
        compiler: 'g++',
        make: 'make',
        faiss: 'libfaiss-dev',
        blas: 'libopenblas-dev',
        openmp: 'g++',
        python: 'python3',
      };

function missing(what, name) {
  if (name.includes(' ')) stop(`The native parts cannot be built: ${what} is missing; run: ${name}`);
  const install = process.platform === 'darwin' ? 'brew install' : 'apt-get install -y';
  stop(`The native parts cannot be built: ${what} is missing; run: ${install} ${name}`);
}

function brewPrefix(name) {
  if (process.platform !== 'darwin') return undefined;
  const found = run('brew', ['--prefix', name]);
  return found.status === 0 ? found.stdout.trim() : undefined;
}

/** Macros of a header as the compiler sees it, or undefined where it does not find it. */
function macrosOf(header, prefix) {
  const include = prefix === undefined ? [] : ['-I', join(prefix, 'include')];
  const seen = run('c++', ['-x', 'c++', '-std=c++17', '-E', '-dM', ...include, '-'], {
    input: `#include <${header}>\n`,
  });
  return seen.status === 0 ? seen.stdout : undefined;
}

function libraryExists(name, prefix) {
  if (prefix !== undefined) return existsSync(join(prefix, 'lib', `lib${name}.dylib`));
  return ['so', 'a'].some((suffix) => {
    const file = `lib${name}.${suffix}`;
    return run('c++', [`-print-file-name=${file}`]).stdout.trim() !== file;
  });
}

/** Version of the installed faiss; ends the process with one sentence when something is not there. */
function inspectSystem() {
  if (run('c++', ['--version']).status !== 0) missing('a C++ compiler', packages.compiler);
  if (run('make', ['--version']).status !== 0) missing('make', packages.make ?? packages.compiler);
  if (run('python3', ['--version']).status !== 0) missing('Python 3 (for node-gyp)', packages.python);
  const faiss = macrosOf('faiss/Index.h', brewPrefix('faiss'));
  if (faiss === undefined || !libraryExists('faiss', brewPrefix('faiss'))) missing('faiss', packages.faiss);
  if (!libraryExists('openblas', brewPrefix('openblas'))) missing('OpenBLAS', packages.blas);
  if (macrosOf('omp.h', brewPrefix('libomp')) === undefined) missing('OpenMP', packages.openmp);
  return ['MAJOR', 'MINOR', 'PATCH']
    .map((part) => new RegExp(`#define FAISS_VERSION_${part} (\\d+)`).exec(faiss)?.[1] ?? '?')
    .join('.');
}

/** The folder whose include/node holds the headers of the running Node, or undefined: node-gyp then finds or downloads them. */
function localHeaders() {
  const folder = resolve(dirname(process.execPath), '..');
  const header = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(header)) return undefined;
  const text = readFileSync(header, 'utf8');
  const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  return `v${part('MAJOR')}.${part('MINOR')}.${part('PATCH')}` === process.version ? folder : undefined;
}

function filesUnder(folder, suffixes) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('build/') && suffixes.some((suffix) => name.endsWith(suffix)))
    .sort()
    .map((name) => join(folder, name));
}

/** Changes with anything that the binary is made from. */
function stampOf(sources, faissVersion) {
  const hash = createHash('sha256');
  const environment = [process.platform, process.arch, process.versions.modules, faissVersion];
  hash.update(JSON.stringify([...environment, require('node-addon-api/package.json').version]));
  for (const file of sources) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function compile(folder) {
  const nodeGyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js');
  const headers = localHeaders();
  const args = [nodeGyp, 'rebuild', '--jobs=max', ...(headers === undefined ? [] : [`--nodedir=${headers}`])];
  const built = run(process.execPath, args, { cwd: folder });
  if (built.status === 0) return;
  const output = `${built.stdout ?? ''}${built.stderr ?? ''}`.split('\n').slice(-40).join('\n');
  stop(
    `The native parts could not be compiled in ${folder.slice(root.length + 1)}; the compiler's last lines are above.`,
    output,
  );
}

/** Whether a fresh process can load the addon: a wrong one may end the process that tries. */
function loads(file) {
  return existsSync(file) && run(process.execPath, ['-e', 'require(process.argv[1])', file]).status === 0;
}

function build(name, { folder, sources, output, install }, faissVersion) {
  const stampFile = join(folder, 'build', 'sources.sha256');
  const stamp = stampOf(sources, faissVersion);
  const known = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
  if (known === stamp && loads(install ?? output)) {
    say(`${name}: up to date (faiss ${faissVersion})`);
    return;
  }
  say(`${name}: compiling against faiss ${faissVersion} …`);
  const started = Date.now();
  compile(folder);
  if (install !== undefined) {
    mkdirSync(dirname(install), { recursive: true });
    copyFileSync(output, install);
  }
  if (!loads(install ?? output))
    stop(
      `${name} was compiled but does not load.`,
      run(process.execPath, ['-e', 'require(process.argv[1])', install ?? output]).stderr,
    );
  writeFileSync(stampFile, stamp);
  say(`${name}: built in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

const faissNode = dirname(require.resolve('faiss-node/package.json'));
const faissNodeBinary = join(faissNode, 'build', 'Release', 'faiss-node.node');
const bridge = join(clusteringPackage, 'faiss-node');
const gypi = join(clusteringPackage, 'native', 'faiss.gypi');

const faissVersion = inspectSystem();
build(
  '@clusterboard/clustering',
  {
    folder: clusteringPackage,
    sources: [
      join(clusteringPackage, 'binding.gyp'),
      gypi,
      ...filesUnder(join(clusteringPackage, 'native'), ['.cc', '.h']),
    ],
    output: join(clusteringPackage, 'build', 'Release', 'clusterboard_faiss.node'),
  },
  faissVersion,
);
if (!existsSync(join(bridge, 'build')) && loads(faissNodeBinary)) {
  say('faiss-node: its own binary loads');
} else {
  build(
    'faiss-node',
    {
      folder: bridge,
      sources: [gypi, ...filesUnder(bridge, ['.gyp', '.cc']), join(faissNode, 'src', 'faiss.cc')],
      output: join(bridge, 'build', 'Release', 'faiss-node.node'),
      install: faissNodeBinary,
    },
    faissVersion,
  );
}
