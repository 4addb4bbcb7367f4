import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimFor, someEvaluation, submitSomething } from '../catalogue/catalogue.fixture.ts';
import { publishEvaluation } from '../evaluation/publish-store.ts';
import { requestRescoring } from '../evaluation/rescore-store.ts';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import { databaseFolder } from '../infra/migration-files.ts';
import { acceptInspection } from '../submission/outcome-store.ts';

const database = useCoreDatabase();
let benchmarkId: string;
const ids = new Map<'submission' | 'example', string>();
let examples = 0;

async function publish(exampleKey?: string): Promise<string> {
  const id = await submitSomething(database, exampleKey === undefined ? {} : { exampleKey });
  const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '2 features per image' };
  await acceptInspection(database, await claimFor(database, 'inspect', id), facts);
  await publishEvaluation(database, await claimFor(database, 'evaluate', id), someEvaluation);
  return id;
}

beforeEach(async () => {
  ids.set('submission', await publish());
  ids.set('example', await publish(`example-${examples++}`));
  ({ id: benchmarkId } = await database.benchmark.findUniqueOrThrow({ where: { slug: 'digits' } }));
});

const kindsOf = async (from: 'submission' | 'example') => {
  const rows = await database.evaluation.findMany({
    where: { submissionId: ids.get(from) ?? '' },
    orderBy: { fromRevision: 'asc' },
  });
  return rows.map(({ kind, toRevision }) => `${kind} ${toRevision === null ? 'stands' : 'superseded'}`);
};

describe.each([
  ['submission', 'SUBMITTED'],
  ['example', 'BASELINE'],
] as const)('what is published from a %s', (from, kind) => {
  it(`is ${kind}`, async () => {
    expect(await kindsOf(from)).toEqual([`${kind} stands`]);
  });

  it('is kept by rescoring', async () => {
    const protocol = { id: `later-${examples}`, summary: 'k-means.', definition: { over: 2 } };
    await requestRescoring(database, benchmarkId, protocol);
    const claim = await claimFor(database, 'rescore', ids.get(from) ?? '');
    await publishEvaluation(database, claim, { ...someEvaluation, protocolId: protocol.id });
    expect(await kindsOf(from)).toEqual([`${kind} superseded`, `${kind} stands`]);
  });

  it(`is ${kind} where it was published before there were kinds`, async () => {
    const migration = join(databaseFolder, 'migrations', '20261124220000_entry_kind', 'migration.sql');
    await database.$executeRaw`ALTER TABLE "Evaluation" DROP COLUMN "kind"`;
    await database.$executeRaw`DROP TYPE "EntryKind"`;
    for (const statement of (await readFile(migration, 'utf8')).split(/;\n/).filter((text) => text.trim())) {
      await database.$executeRawUnsafe(statement);
    }
    expect(await kindsOf(from)).toEqual([`${kind} stands`]);
  });
});
