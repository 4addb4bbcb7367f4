import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EntryWriter, HashedFile } from '@clusterboard/artifacts';
import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { createDatabase, type Database, publishEvaluation } from '@clusterboard/core';
import { claimFor, someEvaluation, submitSomething } from '@clusterboard/core/catalogue-fixture';
import { hashManifest, importDigits } from '@clusterboard/datasets';
import { flipBit, useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { damagedCacheFiles, damagedDatasets, damagedReceipts } from './stored-check.ts';

const { url } = useDatabase();
const { path: directory } = useDirectory();
let database: Database;

beforeAll(() => {
  database = createDatabase(url, 2);
});
afterAll(() => database.$disconnect());

it('finds receipts that have changed, or are of other objects', async () => {
  const id = await submitSomething(database);
  await database.submission.update({ where: { id }, data: { state: 'INSPECTED' } });
  await publishEvaluation(database, await claimFor(database, 'evaluate', id), someEvaluation);
  const { encoder } = await database.submission.findUniqueOrThrow({
    where: { id },
    include: { encoder: true },
  });
  const contents = {
    model: { sha256: encoder.sha256 },
    features: {
      trainSha256: someEvaluation.trainFeaturesSha256,
      testSha256: someEvaluation.testFeaturesSha256,
    },
    score: 0.5,
  };
  const put = (receipt: typeof contents, sha256 = hashSealed(receipt)) =>
    database.evaluation.updateMany({ data: { receipt: { ...receipt, sha256 } } });
  expect(await damagedReceipts(database)).toEqual([]);
  await put(contents);
  expect(await damagedReceipts(database)).toEqual([]);
  await put({ ...contents, score: 0.75 }, hashSealed(contents));
  expect(await damagedReceipts(database)).toEqual([
    expect.stringMatching(new RegExp(`^receipt of entry ${id}: its SHA-256 is \\w{64}, not \\w{64}$`)),
  ]);
  await put({ ...contents, model: { sha256: '9'.repeat(64) } });
  expect(await damagedReceipts(database)).toEqual([
    `receipt of entry ${id}: it is of another model or other features`,
  ]);
  await database.evaluation.updateMany({ data: { receipt: {} } });
  expect(await damagedReceipts(database)).toEqual([`receipt of entry ${id}: it has no hashes`]);
});

it('finds datasets that have changed, are missing, or are not those of the database', async () => {
  const datasets = join(directory, 'datasets');
  const pack = await importDigits(datasets);
  if (!pack.ok) throw new Error(pack.problem.message);
  await submitSomething(database);
  await database.dataset.updateMany({ data: { manifestSha256: await hashManifest(pack.value) } });
  expect(await damagedDatasets(database, datasets)).toEqual([]);
  for (const file of ['train.images.u8', 'test.labels.u16']) {
    const flipBack = await flipBit(join(datasets, 'digits', file));
    expect(await damagedDatasets(database, datasets)).toEqual([
      expect.stringMatching(new RegExp(`${file} is damaged: its SHA-256 is`)),
    ]);
    await flipBack();
  }
  await database.dataset.updateMany({ data: { manifestSha256: '0'.repeat(64) } });
  expect(await damagedDatasets(database, datasets)).toEqual([
    expect.stringContaining('its manifest is not the one of the database'),
  ]);
  await rm(datasets, { recursive: true });
  expect(await damagedDatasets(database, datasets)).toEqual(['dataset digits: it is missing']);
  await database.dataset.updateMany({ data: { available: false } });
  expect(await damagedDatasets(database, datasets)).toEqual([]);
});

it('finds changed entries of the caches', async () => {
  const settings = { directory: join(directory, 'crops'), limitBytes: 1e6 };
  expect(await damagedCacheFiles(directory)).toEqual([]);
  await mkdir(settings.directory, { recursive: true });
  const writer = await EntryWriter.create(settings, 'key', 7);
  if (writer === null) throw new Error('no room');
  const file = await HashedFile.create(join(writer.directory, 'crops.u8'));
  await file.write(Buffer.from('content'));
  await writer.keep({ 'crops.u8': await file.finish() });
  expect(await damagedCacheFiles(directory)).toEqual([]);
  const path = join(settings.directory, 'key.kept', 'crops.u8');
  await flipBit(path);
  expect(await damagedCacheFiles(directory)).toEqual([path]);
});
