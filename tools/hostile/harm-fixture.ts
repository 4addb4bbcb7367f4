import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { NamedModel } from './hostile-models.ts';

/** Command lines of the processes that name a path. */
export const processesNaming = (path: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(path));

/** Limits under which the models of a class run: those of time need a short one, the others shall not meet it. */
export const limitsOf = ({ class: name }: NamedModel) => ({
  wallClockSeconds: name === 'time' ? 4 : 120,
  memoryMebibytes: 512,
});

/**
 * Makes empty folders the working directory, the home and the place of temporary files, so that what is written
 * there shows; `restore` removes them.
 */
export function enterEmptyFolders(): { readonly left: () => string[]; readonly restore: () => void } {
  const { HOME, TMPDIR } = process.env;
  const directory = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'clusterboard-hostile-'));
  const [work, home, temporary] = ['work', 'home', 'tmp'].map((name) => join(folder, name));
  for (const path of [work, home, temporary]) mkdirSync(path ?? folder);
  Object.assign(process.env, { HOME: home, TMPDIR: temporary });
  process.chdir(work ?? folder);
  return {
    left: () =>
      [work, home, temporary].flatMap((path) => readdirSync(path ?? folder, { recursive: true }).map(String)),
    restore() {
      process.chdir(directory);
      for (const [name, value] of Object.entries({ HOME, TMPDIR })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An own folder for temporary files, so that what is left there shows; `restore` removes it. */
export function watchTemporaryFiles(): { readonly left: () => string[]; readonly restore: () => void } {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'clusterboard-hostile-'));
  process.env.TMPDIR = folder;
  return {
    left: () => readdirSync(folder),
    restore() {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Names in the folders where a model that came out of its sandbox would most likely write. */
export const outsideListing = () => [process.cwd(), homedir()].map((folder) => readdirSync(folder).sort());

/** Prints counts by class: code → number. */
export function printCounts(where: string, endings: ReadonlyMap<NamedModel, string>): void {
  const classes = new Map<string, Map<string, number>>();
  for (const [{ class: name }, code] of endings) {
    const counts = classes.get(name) ?? new Map<string, number>();
    classes.set(name, counts.set(code, (counts.get(code) ?? 0) + 1));
  }
  const lines = [...classes].map(([name, counts]) => {
    const codes = [...counts].sort(([, left], [, right]) => right - left);
    return `  ${name.padEnd(16)} ${codes.map(([code, count]) => `${code} ${count}`).join(', ')}`;
  });
  process.stdout.write(`${endings.size} hostile models ${where}:\n${lines.join('\n')}\n`);
}

/** Those that ended otherwise than they must, all of them at once. */
export function expectEndings(endings: ReadonlyMap<NamedModel, string>): void {
  const others = [...endings].filter(([{ expected }, code]) => !expected.some((each) => each === code));
  expect(
    others.map(([{ class: kind, name, expected }, code]) => `${kind}/${name}: ${code}, not ${expected}`),
  ).toEqual([]);
}
