import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('faiss_kmeans.py', import.meta.url));

export function faissPeerIsInstalled(): boolean {
  return spawnSync(python, ['-c', 'import faiss']).status === 0;
}

export interface PeerRun {
  readonly seconds: number;
  readonly cpu: number;
  readonly centroids: Float32Array;
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** One run of python3-faiss's Kmeans in a process of its own; only its train() is timed. */
export function runFaissPeer(
  points: { readonly path: string; readonly rows: number; readonly dim: number },
  start: Float32Array,
  { iterations, threads }: { readonly iterations: number; readonly threads: number },
): PeerRun {
  const folder = mkdtempSync(join(tmpdir(), 'faiss-peer-'));
  try {
    const [given, made] = [join(folder, 'start.f32'), join(folder, 'centroids.f32')];
    writeFileSync(given, bytesOf(start));
    const clusters = start.length / points.dim;
    const args = [points.path, points.rows, points.dim, given, clusters, iterations, threads, made];
    const run = spawnSync(python, [script, ...args.map(String)], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    const bytes = readFileSync(made);
    const { seconds, cpu }: { seconds: number; cpu: number } = JSON.parse(run.stdout);
    return { seconds, cpu, centroids: new Float32Array(new Uint8Array(bytes).buffer) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
