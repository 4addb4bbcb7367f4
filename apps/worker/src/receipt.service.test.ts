import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importDigits } from '@clusterboard/datasets';
import { evaluationViewsSchema } from '@clusterboard/evaluation';
import { receiptSchema } from '@clusterboard/pipeline';
import { expect, it } from 'vitest';
import { useWorkerFixture } from './worker-fixture.ts';

const fixture = useWorkerFixture(importDigits);

const root = new URL('../../../', import.meta.url);
const modelPath = fileURLToPath(new URL('examples/models/simclr.onnx', root));

/** The command as people run it, on another data directory than the worker's. */
const command = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    [fileURLToPath(new URL('apps/cli/bin/clusterboard.mjs', root)), ...args],
    {
      env: {
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
        DATA_DIR: join(fixture.directory, 'elsewhere'),
      },
      maxBuffer: 2 ** 26,
    },
  ).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );

it('keeps a receipt that the command verifies bit for bit, and that shows any change', async () => {
  const stop = fixture.work();
  const id = await fixture.submit(await readFile(modelPath), { side: 28, scale: 1 / 255, outputName: null });
  const { evaluations } = await fixture.settled(id).finally(stop);
  const receipt = receiptSchema.parse(evaluations[0]?.receipt);
  expect(receipt.features.trainSha256).toBe(evaluations[0]?.trainFeaturesSha256);
  const file = join(fixture.directory, 'receipt.json');
  await writeFile(file, JSON.stringify(evaluations[0]?.receipt));

  const verified = await command('verify', file, '--model', modelPath, '--json');
  const answer = JSON.parse(verified.stdout);
  expect(answer).toMatchObject({ same: true });
  expect(answer.numbers.length).toBeGreaterThan(300);
  expect(verified.code).toBe(0);

  const { summary } = receipt.report;
  const flattering = { ...summary, acc: { ...summary.acc, mean: 0.99 } };
  await writeFile(file, JSON.stringify({ ...receipt, report: { ...receipt.report, summary: flattering } }));
  const altered = await command('verify', file, '--model', modelPath, '--json');
  expect(altered.code).toBe(4);
  expect(JSON.parse(altered.stdout)).toMatchObject({ same: false, firstDifference: { step: 'receipt' } });
});

it('keeps views of the result, and each seed’s test assignment under the hash in its receipt', async () => {
  const { evaluationId, probes, assignments, ...views } =
    await fixture.database.evaluationViews.findFirstOrThrow();
  const { seed, contingency } = evaluationViewsSchema.parse(views);
  const evaluation = await fixture.database.evaluation.findUniqueOrThrow({ where: { id: evaluationId } });
  const { report, runs } = receiptSchema.parse(evaluation.receipt);
  expect(contingency.matched.toSorted()).toEqual(
    report.runs.find((run) => run.seed === seed)?.matching.toSorted(),
  );
  expect(contingency.cellCount.reduce((sum, count) => sum + count, 0)).toBe(report.testCount);
  expect(assignments).toEqual(runs.map((run) => ({ seed: run.seed, sha256: run.testAssignmentSha256 })));
  expect(probes).toEqual(report.probes ?? null);
  for (const { testAssignmentSha256 } of runs) {
    const bytes = await readFile(fixture.context.store.path(testAssignmentSha256));
    expect(bytes.length).toBe(4 * report.testCount);
  }
});
