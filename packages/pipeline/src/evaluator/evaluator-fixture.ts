import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleChild } from '@clusterboard/extraction/runner-fixture';
import type { EvaluatorSettings } from './run-evaluator.ts';

/** A built evaluator with roomy limits. */
export interface EvaluatorFixture {
  readonly settings: EvaluatorSettings;
  remove(): Promise<void>;
}

export async function createEvaluatorFixture(): Promise<EvaluatorFixture> {
  const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
  const entry = await bundleChild(packageFolder, 'src/evaluator/main.ts');
  return {
    settings: { entry, wallClockSeconds: 120, memoryMebibytes: 4096 },
    remove: () => rm(dirname(entry), { recursive: true }),
  };
}
