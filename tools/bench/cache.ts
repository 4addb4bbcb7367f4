import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Matrix } from '@clusterboard/clustering';

/** Where benchmarks keep what they make once; never committed. */
export const cacheFolder = fileURLToPath(new URL('../../.clusterboard/bench/', import.meta.url));

/** The float32 matrix [rows, dim] kept under `name`, made by `make` the first time. */
export async function cachedMatrix(
  name: string,
  rows: number,
  dim: number,
  make: () => Promise<Float32Array>,
): Promise<Matrix & { readonly path: string }> {
  await mkdir(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `${name}-${rows}x${dim}.f32`);
  if (!existsSync(path)) {
    const made = await make();
    await writeFile(`${path}.part`, new Uint8Array(made.buffer, made.byteOffset, made.byteLength));
    await rename(`${path}.part`, path);
  }
  const bytes = await readFile(path);
  return { data: new Float32Array(bytes.buffer, bytes.byteOffset, rows * dim), rows, dim, path };
}
