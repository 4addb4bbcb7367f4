import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockAddress, takeLock } from './lock.mjs';

let directory: string;
const holders: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-lock-'));
});
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

/** Another process that has the lock. */
async function startHolder(address: string): Promise<ChildProcess> {
  const script = `
    const { takeLock } = await import(process.argv[1]);
    await takeLock(JSON.parse(process.argv[2]), () => undefined);
    process.stdout.write('taken');
    setInterval(() => undefined, 1000);`;
  const lock = new URL('lock.mjs', import.meta.url).href;
  const args = ['--input-type=module', '-e', script, lock, JSON.stringify(address)];
  const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(holder);
  await once(holder.stdout as NodeJS.EventEmitter, 'data');
  return holder;
}

describe.each([
  ['a name', () => lockAddress(directory, 'linux')],
  ['a file', () => join(directory, 'lock.sock')],
])('a lock by %s', (kind, addressOf) => {
  it.skipIf(kind === 'a name' && process.platform !== 'linux')(
    'is free once the process that had it is gone, however it went',
    async () => {
      const address = addressOf();
      const holder = await startHolder(address);
      const order: string[] = [];
      const taken = takeLock(address, () => {
        order.push('waits');
        holder.kill('SIGKILL');
      });
      holder.once('exit', () => order.push('gone'));
      const release = await taken;
      expect(order[0]).toBe('waits');
      expect(holder.killed).toBe(true);
      release();
    },
  );

  it.skipIf(kind === 'a name' && process.platform !== 'linux')('is given to one at a time', async () => {
    const address = addressOf();
    let holding = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const release = await takeLock(address, () => undefined);
        holding += 1;
        most = Math.max(most, holding);
        await new Promise(setImmediate);
        holding -= 1;
        release();
      }),
    );
    expect(most).toBe(1);
  });
});

describe('an address', () => {
  it('is another for another clone', () => {
    expect(lockAddress('/one')).not.toBe(lockAddress('/other'));
    expect(lockAddress('/one')).toBe(lockAddress('/one'));
  });
});
