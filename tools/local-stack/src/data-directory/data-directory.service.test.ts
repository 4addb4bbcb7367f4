import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identify } from '../process-record.ts';
import { lockDataDirectory } from './data-directory.ts';
import { scratchDirectory } from './scratch-directory.ts';

describe('lockDataDirectory', () => {
  it('refuses a directory that is in use, until it is given back', async () => {
    await using scratch = await scratchDirectory();
    const release = await lockDataDirectory(scratch.path);
    await expect(lockDataDirectory(scratch.path)).rejects.toThrow(
      `${scratch.path} is in use by another Clusterboard (process ${process.pid}).`,
    );
    await release();
    const again = await lockDataDirectory(scratch.path);
    await again();
  });

  it('takes over from a process that was killed', async () => {
    await using scratch = await scratchDirectory();
    const holder = spawn('sleep', ['60']);
    await once(holder, 'spawn');
    const record = await identify(holder.pid ?? 0);
    await writeFile(join(scratch.path, 'run', 'lock.1.json'), JSON.stringify(record));
    await expect(lockDataDirectory(scratch.path)).rejects.toThrow('is in use');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const release = await lockDataDirectory(scratch.path);
    await release();
  });

  it('is not deceived by another program that has got the pid', async () => {
    await using scratch = await scratchDirectory();
    const record = { pid: process.pid, identity: 'of an earlier boot' };
    await writeFile(join(scratch.path, 'run', 'lock.1.json'), JSON.stringify(record));
    const release = await lockDataDirectory(scratch.path);
    await release();
  });

  it('lets one of many that start at once have it, whether it is void, given back or new', async () => {
    await using scratch = await scratchDirectory();
    for (let round = 1; round <= 50; round++) {
      if (round % 2) await writeFile(join(scratch.path, 'run', `lock.${round}.json`), '{"pid":');
      const many = Array.from({ length: 8 }, () => lockDataDirectory(scratch.path));
      const starts = await Promise.allSettled(many);
      const holders = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
      expect(holders).toHaveLength(1);
      await holders[0]?.();
    }
    expect((await readdir(join(scratch.path, 'run'))).filter((name) => name.startsWith('lock'))).toHaveLength(
      1,
    );
  });

  it('closes to other users what an earlier version left open, and no more than that', async () => {
    await using scratch = await scratchDirectory();
    const open = async (name: string) => {
      await mkdir(join(scratch.path, name), { recursive: true });
      await chmod(join(scratch.path, name), 0o755);
    };
    for (const name of ['objects', 'datasets', 'logs', 'redis', 'uploads', 'of-others']) await open(name);
    await writeFile(join(scratch.path, 'postgres-password'), 'secret', { mode: 0o644 });
    const modeOf = async (name: string) => (await stat(join(scratch.path, name))).mode & 0o777;
    const before = await modeOf('.');
    const release = await lockDataDirectory(scratch.path);
    for (const name of ['objects', 'datasets', 'logs', 'run', 'redis', 'uploads']) {
      expect([name, await modeOf(name)]).toEqual([name, 0o700]);
    }
    expect(await modeOf('postgres-password')).toBe(0o600);
    expect(await modeOf('of-others')).toBe(0o755);
    expect(await modeOf('.')).toBe(before);
    await release();
  });

  it('says in words that the path leads through a file', async () => {
    await using scratch = await scratchDirectory();
    const path = join(scratch.path, 'file', 'data');
    await writeFile(join(scratch.path, 'file'), '');
    await expect(lockDataDirectory(path)).rejects.toThrow(
      `A part of the path ${path} is a file, not a directory.`,
    );
  });
});
