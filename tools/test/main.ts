import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure, say } from '../setup/progress.mjs';
import { runChecks } from './checks.ts';
import { runSuite } from './suite.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `npm test`, once everything is installed and built: the checks and all suites, or only the suites named
 * (`npm run test:unit`). Stops at the first part that fails; its last line is always “N passed, M failed”, over
 * all tests that were run.
 *
 * @returns the exit code
 */
export async function main(suites: readonly string[] = []): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'clusterboard-test-run-'));
  let passed = 0;
  let failed = 0;
  try {
    if (suites.length === 0) {
      say('\nChecks\n');
      await runChecks(root, join(folder, 'checks.log'));
    }
    for (const project of suites.length === 0 ? ['unit', 'service', 'e2e'] : suites) {
      say(`\nTests: ${project}`);
      const result = await runSuite(root, project, folder);
      passed += result.passed;
      failed += result.failed;
      if (failed > 0) break;
    }
    await rm(folder, { recursive: true });
  } catch (error) {
    failed += 1;
    process.stderr.write(`\n${error instanceof SetupFailure ? error.message : String(error)}\n\n`);
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
