import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const python = '/usr/bin/python3';
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export function sklearnPeerIsInstalled(): boolean {
  return spawnSync(python, ['-c', 'import sklearn']).status === 0;
}

export interface PeerScores {
  readonly seconds: number;
  readonly scores: Readonly<Record<string, number>>;
}

/** The same metrics by scikit-learn and scipy in a process of its own; reading the labels is not timed. */
export function runSklearnPeer(labels: Int32Array, clusters: Int32Array): PeerScores {
  const folder = mkdtempSync(join(tmpdir(), 'sklearn-peer-'));
  try {
    const paths = [join(folder, 'labels.i32'), join(folder, 'clusters.i32')] as const;
    writeFileSync(paths[0], labels);
    writeFileSync(paths[1], clusters);
    const run = spawnSync(python, [script('sklearn_metrics.py'), ...paths], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** PCA of float32 rows in a file, in a process of its own; reading them is not timed. */
export function runSklearnPca(
  path: string,
  dim: number,
  components: number,
  solver: 'full' | 'arpack',
): { readonly seconds: number; readonly variance: readonly number[] } {
  const args = [script('sklearn_pca.py'), path, String(dim), String(components), solver];
  const run = spawnSync(python, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
