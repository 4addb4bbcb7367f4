#!/usr/bin/env node
// Bundles a program of ours: `node ../../scripts/build-app.mjs src/main.ts …` from the folder of an app
// writes dist/main.js …, with the sources of @clusterboard/* inside and every npm package left outside.
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ours = /^@clusterboard\//;
const bare = /^[^./#]/;
const ownUrl = /\bimport\.meta\.url\b/g;

/** npm packages and native addons stay where npm put them. */
const externals = {
  name: 'externals',
  setup({ onResolve }) {
    onResolve({ filter: bare }, ({ path, kind }) =>
      kind === 'entry-point' || ours.test(path) ? undefined : { path, external: true },
    );
    onResolve({ filter: /\.node$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** Lets a workspace package find its own files: in a bundle `import.meta.url` would be the bundle's. */
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

/** Bundles one entry into `output`; both are paths in or relative to `appFolder`. */
export async function bundle(appFolder, entry, output) {
  const outfile = resolve(appFolder, output);
  await build({
    absWorkingDir: appFolder,
    entryPoints: [resolve(appFolder, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [externals, packageUrls(appFolder, dirname(outfile))],
  });
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
