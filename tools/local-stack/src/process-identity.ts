import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { execa } from 'execa';

/**
 * What tells a process from a later one that got the same pid: its start time.
 *
 * @returns undefined when no such process runs (a zombie does not run)
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  return platform() === 'linux' ? linuxIdentity(pid) : listedIdentity(pid);
}

async function linuxIdentity(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field is the name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${boot.trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function listedIdentity(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await execa('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
    const [state = 'Z', ...started] = stdout.trim().split(/\s+/);
    return state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}
