import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
}

interface Runner {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it in order: what its tests have started is stopped. */
  readonly stopSignal: NodeJS.Signals;
  readonly read: (report: unknown) => SuiteResult;
}

const part = (report: unknown, key: string): unknown =>
  typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;

function count(report: unknown, key: string): number {
  const value = part(report, key);
  return typeof value === 'number' ? value : 0;
}

const vitest = (project: string, file: string): Runner => ({
  command: [
    join('vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ],
  stopSignal: 'SIGTERM',
  read: (report) => ({
    passed: count(report, 'numPassedTests'),
    failed: count(report, 'numFailedTests'),
  }),
});

const playwright = (file: string): Runner => ({
  command: [join('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  stopSignal: 'SIGINT',
  read: (report) => {
    const stats = part(report, 'stats');
    // No walk is skipped but one that follows a failed one, or that a whole run did not come to.
    const failed = count(stats, 'unexpected') + count(stats, 'flaky') + count(stats, 'skipped');
    return { passed: count(stats, 'expected'), failed };
  },
});

/**
 * Runs one suite, its output going to the terminal: `e2e` by Playwright Test, the others as projects of Vitest.
 *
 * @returns how many passed and failed; what kept tests from running at all counts as one failure
 */
export async function runSuite(root: string, suite: string, folder: string): Promise<SuiteResult> {
  const file = join(folder, `${suite}.json`);
  const runner = suite === 'e2e' ? playwright(file) : vitest(suite, file);
  const [script = '', ...args] = runner.command;
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, ...runner.env },
    stdio: 'inherit',
  });
  const forward = () => void child.kill(runner.stopSignal);
  process.on('SIGTERM', forward);
  const [code] = await once(child, 'exit');
  process.off('SIGTERM', forward);
  const report: unknown = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const { passed, failed } = runner.read(report);
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
