import { expect, it } from 'vitest';
import { claimFor, someEvaluation, submitSomething } from '../catalogue/catalogue.fixture.ts';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import { acceptInspection } from '../submission/outcome-store.ts';
import { publishEvaluation } from './publish-store.ts';
import { replicatesOf } from './replicates.ts';

const database = useCoreDatabase();

it('keeps the replicates of ranked metrics, of all that a bootstrap makes', async () => {
  const id = await submitSomething(database);
  const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '' };
  await acceptInspection(database, await claimFor(database, 'inspect', id), facts);
  const acc = Float32Array.from({ length: 1000 }, (_, resample) => Math.sin(resample));
  const claim = await claimFor(database, 'evaluate', id);
  await publishEvaluation(database, claim, someEvaluation, { acc, accMajorityTrain: acc });
  const { id: evaluationId } = await database.evaluation.findFirstOrThrow({ where: { submissionId: id } });
  expect(await replicatesOf(database, [evaluationId])).toEqual([
    { evaluationId, metric: 'acc', values: acc },
  ]);
  const scores = await database.score.findMany({
    where: { evaluationId },
    select: { metric: true, mean: true },
  });
  const expected = Object.entries(someEvaluation.scores).map(([metric, { mean }]) => ({ metric, mean }));
  expect(scores).toEqual(expect.arrayContaining(expected));
  expect(scores).toHaveLength(expected.length);
});
