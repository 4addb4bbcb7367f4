#!/usr/bin/env node
// Bundles a program of ours: `node ../../tools/build-app.mjs src/main.ts …` from the folder of an app
// writes dist/main.js …, with the sources of @clusterboard/* inside and every npm package left outside.
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

const ours = /^@clusterboard\//;
const bare = /^[^./#]/;
const json = /\.json$/;
const ownUrl = /\bimport\.meta\.url\b/g;

/**
 * npm packages and native addons stay where npm put them; what they say of themselves in JSON does not change.
 *
 * @type {import('esbuild').Plugin}
 */
const externals = {
  name: 'externals',
  setup({ onResolve }) {
    onResolve({ filter: bare }, ({ path, kind }) =>
      kind === 'entry-point' || ours.test(path) || json.test(path) ? undefined : { path, external: true },
    );
    onResolve({ filter: /\.node$/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * Lets a workspace package find its own files: in a bundle `import.meta.url` would be the bundle's.
 *
 * @param {string} appFolder @param {string} outputFolder @returns {import('esbuild').Plugin}
 */
const packageUrls = (appFolder, outputFolder) => ({
  name: 'package-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path.startsWith(appFolder + sep)) return undefined;
      const source = await readFile(path, 'utf8');
      const fromBundle = relative(outputFolder, path).split(sep).join('/');
      const url = `new URL(${JSON.stringify(fromBundle)}, import.meta.url).href`;
      return { contents: source.replace(ownUrl, () => url), loader: 'ts', resolveDir: dirname(path) };
    });
  },
});

/** Of an earlier build; their names change with what is in them. @param {string} outdir @param {string} name */
async function removeParts(outdir, name) {
  const files = await readdir(outdir).catch(() => /** @type {string[]} */ ([]));
  const parts = files.filter((file) => file.startsWith(`${name}.`) && /-[0-9A-Z]{8}\.js(\.map)?$/.test(file));
  await Promise.all(parts.map((file) => rm(join(outdir, file))));
}

/**
 * @param {string} appFolder @param {string} entry @param {string} output
 * @returns {Promise<import('esbuild').BuildOptions & { plugins: import('esbuild').Plugin[] }>}
 */
async function optionsFor(appFolder, entry, output) {
  const outfile = resolve(appFolder, output);
  const outdir = dirname(outfile);
  const name = basename(outfile, extname(outfile));
  await removeParts(outdir, name);
  return {
    absWorkingDir: appFolder,
    entryPoints: [resolve(appFolder, entry)],
    outdir,
    entryNames: name,
    chunkNames: `${name}.[name]-[hash]`,
    splitting: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [externals, packageUrls(appFolder, outdir)],
  };
}

/**
 * Bundles one entry into `output`; both are paths in or relative to `appFolder`. What is imported on demand
 * goes into files of its own beside it, where `import.meta.url` is as good as in the entry.
 *
 * @param {string} appFolder @param {string} entry @param {string} output
 */
export async function bundle(appFolder, entry, output) {
  await build(await optionsFor(appFolder, entry, output));
}

/**
 * As {@link bundle}, again at every change of a source, until the result is called.
 *
 * @param {string} appFolder @param {string} entry @param {string} output
 * @param {(succeeded: boolean) => void} onBuild called after each build; esbuild prints what is wrong
 * @returns {Promise<() => Promise<void>>}
 */
export async function watchBundle(appFolder, entry, output, onBuild) {
  const options = await optionsFor(appFolder, entry, output);
  /** @type {import('esbuild').Plugin} */
  const report = {
    name: 'report',
    setup: ({ onEnd }) => onEnd(({ errors }) => onBuild(errors.length === 0)),
  };
  const watching = await context({ ...options, plugins: [...options.plugins, report] });
  await watching.watch();
  return () => watching.dispose();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const entries = process.argv.slice(2);
  if (entries.length === 0) throw new Error('usage: build-app.mjs src/main.ts …');
  await Promise.all(
    entries.map((entry) =>
      bundle(process.cwd(), entry, entry.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js')),
    ),
  );
}
