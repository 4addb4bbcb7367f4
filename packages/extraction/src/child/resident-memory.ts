import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

// statm counts in pages; 4 KiB everywhere but on some arm64 kernels, where this reads low and the
// kernel's own limit on data holds.
const pageBytes = 4096;

const readOrNull = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended since it was listed.
    return null;
  }
};

function linuxBytes(pid: number): number {
  const pages = Number(readOrNull(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0);
  const children = readOrNull(`/proc/${pid}/task/${pid}/children`)?.trim() ?? '';
  const below = children === '' ? [] : children.split(' ').map(Number);
  return below.reduce((sum, child) => sum + linuxBytes(child), pages * pageBytes);
}

async function psBytes(pid: number): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    // The process has ended.
    return 0;
  }
}

/** Resident memory of a process and its descendants, in bytes; 0 when it has ended. */
export const residentBytes = async (pid: number): Promise<number> =>
  process.platform === 'linux' ? linuxBytes(pid) : psBytes(pid);
