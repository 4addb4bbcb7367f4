import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../data-directory/scratch-directory.ts';
import { RotatingLog } from './rotating-log.ts';
import { rotateInPlace } from './rotation.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let directory: string;
beforeEach(async () => {
  scratch = await scratchDirectory();
  directory = join(scratch.path, 'logs');
});
afterEach(() => scratch[Symbol.asyncDispose]());

const limits = { bytes: 1000, ageMs: 60_000, kept: 2, keptMs: 600_000 };
const line = (name: string) => name.repeat(100).slice(0, 99);
const sizes = (directory: string) =>
  readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);

describe('a log', () => {
  it('is put aside when it is large, and never takes more than its limits together', () => {
    const log = new RotatingLog(join(directory, 'app.log'), limits);
    for (let n = 0; n < 200; n++) log.write(line(String(n % 10)));
    log.close();
    expect(readdirSync(directory).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
    expect(sizes(directory)).toBeLessThanOrEqual(3 * limits.bytes);
    expect(readFileSync(join(directory, 'app.log'), 'utf8')).toContain(line('9'));
  });

  it('is put aside when it is old, and removed when it is older', () => {
    const file = join(directory, 'app.log');
    let now = Date.now();
    const log = new RotatingLog(file, limits, () => now);
    log.write('first');
    now += limits.ageMs + 1000;
    log.write('second');
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('first\n');
    const long = new Date(now - limits.keptMs - 1000);
    utimesSync(`${file}.1`, long, long);
    now += limits.ageMs + 1000;
    log.write('third');
    log.close();
    expect(readdirSync(directory).sort()).toEqual(['app.log', 'app.log.1']);
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('second\n');
  });

  it('goes on where an earlier run stopped', () => {
    const file = join(directory, 'app.log');
    for (const text of ['one', 'two']) {
      const log = new RotatingLog(file, limits);
      log.write(text);
      log.close();
    }
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  it.runIf(existsSync('/dev/full'))(
    'loses lines on a full disk, and says how many when there is room',
    () => {
      const file = join(directory, 'app.log');
      // Every write to this device fails as on a full disk.
      symlinkSync('/dev/full', file);
      let now = Date.now();
      const log = new RotatingLog(file, limits, () => now);
      for (let n = 0; n < 5; n++) log.write(`lost ${n}`);
      rmSync(file);
      log.write('lost as well: it is not tried again at once');
      now += 5000;
      log.write('there is room');
      log.close();
      expect(readFileSync(file, 'utf8')).toBe('6 lines could not be written here.\nthere is room\n');
    },
  );

  it('loses lines where its folder is gone', () => {
    const log = new RotatingLog(join(directory, 'gone', 'app.log'), limits);
    log.write('lost');
    log.close();
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('the log of another process', () => {
  it('is emptied in place when it is large, and its content kept', () => {
    const file = join(directory, 'postgres.log');
    writeFileSync(file, 'a'.repeat(1200));
    const { ino } = statSync(file);
    rotateInPlace(file, Date.now(), limits);
    expect(statSync(file)).toMatchObject({ ino, size: 0 });
    expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(1200);
    writeFileSync(file, 'b'.repeat(100));
    rotateInPlace(file, Date.now(), limits);
    expect(statSync(file).size).toBe(100);
  });

  it('is emptied also where no copy can be made', () => {
    const file = join(directory, 'postgres.log');
    writeFileSync(file, 'a'.repeat(1200));
    symlinkSync('/proc/nothing/of/ours', `${file}.1`);
    symlinkSync('/proc/nothing/of/ours', `${file}.2`);
    rotateInPlace(file, Date.now(), { ...limits, kept: 0 });
    expect(statSync(file).size).toBe(0);
  });

  it('may be missing', () => {
    rotateInPlace(join(directory, 'redis.log'), Date.now(), limits);
    expect(readdirSync(directory)).toEqual([]);
  });
});
