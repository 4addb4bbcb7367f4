import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../data-directory/scratch-directory.ts';
import { freePort } from '../free-port.ts';
import { processIdentity } from '../process-identity.ts';
import type { AppDefinition } from './app-process.ts';
import { supervise } from './supervise.ts';

/** Runs `source` as an app; each run of it appends its pid to the file `pids`. */
async function fakeApp(directory: string, source: string): Promise<AppDefinition> {
  const file = join(directory, 'app.mjs');
  const note = `import { appendFileSync } from 'node:fs'; appendFileSync('pids', process.pid + '\\n');`;
  await writeFile(file, `${note}\n${source}`);
  return {
    name: 'app',
    title: 'The app',
    args: [file],
    cwd: directory,
    env: {},
    ready: 'message',
  };
}

const pidsOf = async (directory: string): Promise<number[]> =>
  (await readFile(join(directory, 'pids'), 'utf8')).trim().split('\n').map(Number);

const ready = `process.send({ type: 'ready' });`;
const idle = `setInterval(() => undefined, 1000);`;
const fast = { afterMs: 1, longestMs: 10, windowMs: 60_000 };
const quiet = { show: () => undefined };

describe('supervise', () => {
  it('ends the app and the children that it forgot', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(
      scratch.path,
      `import { spawn } from 'node:child_process';
       const child = spawn('sleep', ['600'], { stdio: 'ignore' });
       appendFileSync('pids', child.pid + '\\n');
       process.on('SIGTERM', () => process.exit(0));
       ${ready} ${idle}`,
    );
    const supervised = supervise(app, { dataDir: scratch.path, ...quiet });
    await supervised.ready;
    await supervised.stop();
    const pids = await pidsOf(scratch.path);
    expect(pids).toHaveLength(2);
    expect(await Promise.all(pids.map(processIdentity))).toEqual([undefined, undefined]);
  });

  it('lets no control characters of an app into terminal and log', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(
      scratch.path,
      `console.error('name \\u001b[2J\\u202e\\u009b evil\\tend');
       console.error(JSON.stringify({ level: 50, msg: 'name \\u001b]0;owned\\u0007' }));
       ${ready} ${idle}`,
    );
    const shown: string[] = [];
    const supervised = supervise(app, { dataDir: scratch.path, show: (line) => shown.push(line) });
    await supervised.ready;
    await expect.poll(() => shown).toEqual(['name �[2J�� evil�end', 'error: name �]0;owned�']);
    await supervised.stop();
    const log = await readFile(join(scratch.path, 'logs', 'app.log'), 'utf8');
    expect(log).toContain('name �[2J�� evil\tend\n');
    expect(log).not.toMatch(/[^\P{C}\n\t]/u);
  });

  it('kills an app that does not listen to SIGTERM', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(scratch.path, `process.on('SIGTERM', () => undefined); ${ready} ${idle}`);
    const supervised = supervise(app, { dataDir: scratch.path, graceMs: 200, ...quiet });
    await supervised.ready;
    await supervised.stop();
    expect(await Promise.all((await pidsOf(scratch.path)).map(processIdentity))).toEqual([undefined]);
  });

  it('waits for an address to answer with success', async () => {
    await using scratch = await scratchDirectory();
    const port = await freePort();
    const app = await fakeApp(
      scratch.path,
      `import { createServer } from 'node:http';
       let asked = 0;
       createServer((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end()).listen(${port}, '127.0.0.1');`,
    );
    const address = { url: `http://127.0.0.1:${port}/health` };
    const supervised = supervise({ ...app, ready: address }, { dataDir: scratch.path, ...quiet });
    try {
      await supervised.ready;
      expect((await fetch(address.url)).status).toBe(200);
    } finally {
      await supervised.stop();
    }
  });

  it('starts a crashed app again, and gives up with a sentence when it keeps crashing', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(
      scratch.path,
      `${ready} setTimeout(() => { throw new TypeError('the boiler burst'); }, 20);`,
    );
    const shown: string[] = [];
    const supervised = supervise(app, {
      dataDir: scratch.path,
      show: (line) => shown.push(line),
      restarts: fast,
      restartLimit: 2,
    });
    await supervised.ready;
    const failure = await supervised.failure;
    expect(failure.message).toBe(
      `The app ended 3 times (with exit code 1, “TypeError: the boiler burst”); see ${join(scratch.path, 'logs', 'app.log')}.`,
    );
    expect(await pidsOf(scratch.path)).toHaveLength(3);
    expect(shown.filter((line) => line.includes('starting again'))).toHaveLength(2);
    expect(await readFile(join(scratch.path, 'logs', 'app.log'), 'utf8')).toContain('the boiler burst');
    await supervised.stop();
  });

  it('keeps an app running, and starts it again, when neither log nor record can be written', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(scratch.path, `${ready} process.on('SIGUSR2', () => process.exit(1)); ${idle}`);
    const shown: string[] = [];
    // As on a full disk; /dev/full is not on every system, a folder in the way is.
    await symlink(existsSync('/dev/full') ? '/dev/full' : '.', join(scratch.path, 'logs', 'app.log'));
    const supervised = supervise(app, {
      dataDir: scratch.path,
      show: (line) => shown.push(line),
      restarts: fast,
    });
    let failure: Error | undefined;
    void supervised.failure.then((error) => {
      failure = error;
    });
    await supervised.ready;
    const record = join(scratch.path, 'run', 'app.json');
    await rm(record);
    await mkdir(record);
    process.kill((await pidsOf(scratch.path))[0] ?? 0, 'SIGUSR2');
    await expect.poll(() => pidsOf(scratch.path)).toHaveLength(2);
    expect(failure).toBeUndefined();
    expect(shown).toContainEqual(expect.stringContaining('cannot write'));
    await rm(record, { recursive: true });
    await supervised.stop();
  });

  it('gives up an app that may be missing for a while only, and says that all else goes on', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(scratch.path, `${ready} setTimeout(() => process.exit(1), 20);`);
    const shown: string[] = [];
    const supervised = supervise(app, {
      dataDir: scratch.path,
      show: (line) => shown.push(line),
      restarts: fast,
      restartLimit: 1,
      retryGivenUpMs: 2,
    });
    let failed = false;
    void supervised.failure.then(() => {
      failed = true;
    });
    await supervised.ready;
    await expect.poll(async () => (await pidsOf(scratch.path)).length).toBeGreaterThan(4);
    await supervised.stop();
    expect(failed).toBe(false);
    expect(shown).toContainEqual(
      expect.stringMatching(/^The app ended 2 times \(.*\); see .*\. All else goes on; starting again in/),
    );
  });

  it('starts a crashed app again only when it can be started', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(scratch.path, `${ready} process.on('SIGUSR2', () => process.exit(1)); ${idle}`);
    let open = () => {};
    const startable = new Promise<void>((resolve) => {
      open = resolve;
    });
    let asked = 0;
    const supervised = supervise(app, {
      dataDir: scratch.path,
      ...quiet,
      restarts: fast,
      whenStartable: () => {
        asked += 1;
        return startable;
      },
    });
    await supervised.ready;
    process.kill((await pidsOf(scratch.path))[0] ?? 0, 'SIGUSR2');
    await expect.poll(() => asked).toBe(1);
    expect(await pidsOf(scratch.path)).toHaveLength(1);
    open();
    await expect.poll(() => pidsOf(scratch.path)).toHaveLength(2);
    await supervised.stop();
  });

  it('tells of an app that hangs and that it goes on, and ends one that hangs for long', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(
      scratch.path,
      `${ready} setInterval(() => process.send({ type: 'alive' }), 20); process.on('SIGTERM', () => process.exit(0));`,
    );
    const shown: string[] = [];
    const supervised = supervise(
      { ...app, heartbeat: true },
      {
        dataDir: scratch.path,
        show: (line) => shown.push(line),
        restarts: fast,
        silence: { tellMs: 600, endMs: 2400 },
      },
    );
    await supervised.ready;
    const [pid = 0] = await pidsOf(scratch.path);
    process.kill(pid, 'SIGSTOP');
    await expect
      .poll(() => shown, { timeout: 5000 })
      .toContainEqual(expect.stringContaining('does not respond'));
    process.kill(pid, 'SIGCONT');
    await expect.poll(() => shown, { timeout: 5000 }).toContain('responds again');
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => pidsOf(scratch.path), { timeout: 10_000 }).toHaveLength(2);
    expect(shown).toContainEqual(expect.stringContaining('is ended'));
    await supervised.stop();
    expect(await Promise.all((await pidsOf(scratch.path)).map(processIdentity))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('does not try again what fails before it was ever ready', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(
      scratch.path,
      `process.stderr.write('Error: no settings\\n'); process.exit(3);`,
    );
    const supervised = supervise(app, { dataDir: scratch.path, ...quiet });
    await expect(supervised.ready).rejects.toThrow(
      'The app did not start: with exit code 3, “Error: no settings”; see',
    );
    expect(await pidsOf(scratch.path)).toHaveLength(1);
    await supervised.stop();
  });

  it('says when an app does not become ready, and ends it', async () => {
    await using scratch = await scratchDirectory();
    const app = await fakeApp(scratch.path, idle);
    const supervised = supervise(app, { dataDir: scratch.path, readyWithinMs: 500, ...quiet });
    await expect(supervised.ready).rejects.toThrow('The app was not ready after 0.5 s; see');
    expect(await Promise.all((await pidsOf(scratch.path)).map(processIdentity))).toEqual([undefined]);
    await supervised.stop();
  });

  it('shows warnings and errors of the log, and what is no log, but no more', async () => {
    await using scratch = await scratchDirectory();
    const entries = [
      { level: 30, msg: 'a request' },
      { level: 40, msg: 'no GPU here' },
      { level: 50, msg: 'the job failed', err: { message: 'out of ink' } },
    ];
    const app = await fakeApp(
      scratch.path,
      `for (const entry of ${JSON.stringify(entries)}) console.log(JSON.stringify(entry));
       console.log('chatter'); console.error('a stack'); ${ready} ${idle}`,
    );
    const shown: string[] = [];
    const supervised = supervise(app, { dataDir: scratch.path, show: (line) => shown.push(line) });
    await supervised.ready;
    await supervised.stop();
    expect(shown.sort()).toEqual(['a stack', 'error: the job failed (out of ink)', 'warning: no GPU here']);
  });

  it('lets no app outlive a supervisor that is killed', async () => {
    await using scratch = await scratchDirectory();
    await fakeApp(scratch.path, `${ready} ${idle}`);
    const supervisor = join(scratch.path, 'supervisor.mjs');
    // The test's own process must live on, so the supervisor's part is played by another.
    await writeFile(
      supervisor,
      `import { spawn } from 'node:child_process';
       const exitWithParent = ${JSON.stringify(new URL('../exit-with-parent.mjs', pathToFileURL(import.meta.filename)).href)};
       const app = spawn(process.execPath, ['--import', exitWithParent, 'app.mjs'], { detached: true, stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
       app.on('message', () => console.log(app.pid));`,
    );
    const child = spawn(process.execPath, [supervisor], {
      cwd: scratch.path,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const [pid] = await once(lines, 'line');
    const closed = once(lines, 'close');
    child.kill('SIGKILL');
    // The app holds the pipe that it has inherited; the pipe's end is the app's.
    await closed;
    await expect.poll(() => processIdentity(Number(pid))).toBeUndefined();
  });
});
