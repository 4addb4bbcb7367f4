#!/usr/bin/env node
// Only Node's own modules, and no TypeScript: on a fresh clone this runs before anything is built.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isCommandBuilt } from '../../../tools/setup/builds.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

if (!isCommandBuilt(root)) {
  const bootstrap = fileURLToPath(new URL('../../../tools/bootstrap.mjs', import.meta.url));
  // The result alone goes to standard output.
  const { status } = spawnSync(process.execPath, [bootstrap, 'command'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 130);
}
await import(new URL('../dist/main.js', import.meta.url).href);
