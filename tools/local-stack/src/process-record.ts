import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity } from './process-identity.ts';

/** A running process, distinguished from a later one with the same pid. */
export interface ProcessRecord {
  readonly pid: number;
  readonly identity: string;
}

export async function identify(pid: number): Promise<ProcessRecord | undefined> {
  const identity = await processIdentity(pid);
  return identity === undefined ? undefined : { pid, identity };
}

export async function isRunning(record: ProcessRecord): Promise<boolean> {
  return (await processIdentity(record.pid)) === record.identity;
}

export async function readRecord(file: string): Promise<ProcessRecord | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof read !== 'object' || read === null || !('pid' in read) || !('identity' in read))
      return undefined;
    const { pid, identity } = read;
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : undefined;
  } catch {
    // Missing, or cut short by a power failure: nothing can be said about any process.
    return undefined;
  }
}

/** Notes `pid` in `file`, so that a later start can end it should its supervisor be killed. */
export async function recordProcess(file: string, pid: number): Promise<void> {
  const record = await identify(pid);
  if (record) await writeFile(file, JSON.stringify(record));
}

/**
 * Ends the process that an earlier, killed supervisor left behind, if it is still that process.
 *
 * @param signal asks it to end; after `graceMs` milliseconds it and its group are killed
 */
export async function endRecorded(file: string, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const record = await readRecord(file);
  if (record && (await isRunning(record))) {
    send(record.pid, signal);
    for (const end = Date.now() + graceMs; Date.now() < end && (await isRunning(record)); ) await pause(50);
    if (await isRunning(record)) {
      send(-record.pid, 'SIGKILL');
      send(record.pid, 'SIGKILL');
    }
  }
  await rm(file, { force: true });
}

/** Signals a process (or, by a negative pid, its group) that may be gone already. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
