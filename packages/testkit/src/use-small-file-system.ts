import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface SmallFileSystem {
  readonly path: string;
  /** Where nothing could be mounted: counts the bytes in a folder instead, to be used for the system's answer. */
  readonly readSpace?: (directory: string) => Promise<{ freeBytes: number; totalBytes: number }>;
}

async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = entries.map(async (entry) =>
    entry.isFile()
      ? await stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        )
      : 0,
  );
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}

/**
 * A volume of so many bytes for the test file that calls this at its top level: a real one (tmpfs) where this
 * process may mount, else a folder and a reader of its quota.
 */
export function useSmallFileSystem(bytes: number): SmallFileSystem {
  const path = mkdtempSync(join(tmpdir(), 'clusterboard-small-'));
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path]);
  const mounted = status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', ['--lazy', path]);
    rmSync(path, { recursive: true, force: true });
  });
  if (mounted) return { path };
  const reason = error?.message ?? String(stderr).trim();
  process.stderr.write(`no small volume (${reason}): a counted folder is used instead\n`);
  return {
    path,
    readSpace: async () => ({ freeBytes: Math.max(0, bytes - (await bytesIn(path))), totalBytes: bytes }),
  };
}
