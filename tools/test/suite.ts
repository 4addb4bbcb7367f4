import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
}

const count = (report: unknown, key: string): number => {
  const value = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  return typeof value === 'number' ? value : 0;
};

/**
 * Runs the tests of one vitest project, its output going to the terminal.
 *
 * @returns how many passed and failed; what kept tests from running at all counts as one failure
 */
export async function runSuite(root: string, project: string, folder: string): Promise<SuiteResult> {
  const file = join(folder, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const child = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGTERM', forward);
  const [code] = await once(child, 'exit');
  process.off('SIGTERM', forward);
  const report: unknown = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const failed = count(report, 'numFailedTests');
  return { passed: count(report, 'numPassedTests'), failed: failed === 0 && code !== 0 ? 1 : failed };
}
