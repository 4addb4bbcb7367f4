/// <reference path="./web-assembly.d.ts" />

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const require = createRequire(import.meta.url);
let instantiated: Promise<void> | undefined;

/** Node loads `.wasm` imports only behind a flag, so the engine's module is put together by hand. */
async function instantiate(): Promise<void> {
  const entry = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine } as never);
  const bindings = engine as typeof engine & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start as () => void;
  start();
}

/**
 * Prisma's schema engine as WebAssembly over the `pg` driver. The ordinary engine is a binary that
 * is downloaded on install; this one comes inside an npm package and works without that download.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  use: (schemaEngine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  instantiated ??= instantiate();
  await instantiated;
  // Freeing the engine leaves its connections open; a pool of our own can be ended.
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
    const opened = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
    try {
      return await use(opened);
    } finally {
      opened.free();
    }
  } finally {
    await pool.end();
  }
}
