/**
 * `npm run fuzz -- onnx|graphql [--runs=N] [--seed=N] [--path=P]`: a fuzz test with another seed and more runs than
 * in `npm test`. A failure prints the seed and path that repeat it.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const targets = {
  onnx: ['unit', 'tools/fuzz/onnx.test.ts'],
  graphql: ['service', 'tools/fuzz/graphql.service.test.ts'],
} as const;
const root = fileURLToPath(new URL('../../', import.meta.url));
const args = process.argv.slice(2);
const option = (key: string) =>
  args.find((argument) => argument.startsWith(`--${key}=`))?.slice(key.length + 3);
const [target] = args.filter((argument) => !argument.startsWith('--'));
if (target !== 'onnx' && target !== 'graphql') {
  process.stderr.write('Usage: npm run fuzz -- onnx|graphql [--runs=N] [--seed=N] [--path=P]\n');
  process.exit(2);
}
const [project, file] = targets[target];
const seed = option('seed') ?? String(randomInt(2 ** 31));
const path = option('path');
process.stdout.write(`Seed ${seed}\n`);
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url)),
    'run',
    '--project',
    project,
    file,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      FUZZ_RUNS: option('runs') ?? '100000',
      FUZZ_SEED: seed,
      ...(path === undefined ? {} : { FUZZ_PATH: path }),
    },
  },
);
process.exitCode = status ?? 1;
