import { createHash } from 'node:crypto';
import { appendFile, chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import { createDatabase, createSubmission, type Database, putBenchmark } from '@clusterboard/core';
import { someDataset } from '@clusterboard/core/catalogue-fixture';
import { strict1 } from '@clusterboard/evaluation';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { protocolRow } from '../seed/protocols.ts';
import { checkObjects } from './object-check.ts';

const { url } = useDatabase();
const { path: directory } = useDirectory();
let database: Database;
let benchmarkId: string;

beforeAll(async () => {
  database = createDatabase(url, 1);
  benchmarkId = await putBenchmark(database, {
    dataset: someDataset(),
    protocol: protocolRow(strict1),
    benchmark: { slug: 'digits', name: 'Digits', summary: 'Digits.', position: 0, clusters: 2 },
  });
});
afterAll(() => database.$disconnect());

const objects = () => join(directory, 'objects');
const inTwoHours = () => new Date(Date.now() + 2 * 60 * 60 * 1000);

async function store(text: string): Promise<string> {
  const path = join(directory, 'file');
  await writeFile(path, text);
  return (await openObjectStore(objects()).adopt(path)).sha256;
}

const submit = (sha256: string) =>
  createSubmission(database, {
    benchmarkId,
    encoder: {
      name: 'Encoder',
      description: '',
      submittedBy: 'Ada',
      fileName: 'model.onnx',
      sha256,
      sizeBytes: 1,
    },
    preprocessing: {},
    outputName: null,
    pooling: 'mean',
  });

it('finds nothing wrong where there is nothing', async () => {
  const nothing = { objects: 0, damaged: [], missing: [], orphans: [] };
  expect(await checkObjects(database, objects())).toEqual(nothing);
});

it('tells objects with a row from orphans, and leaves those that are just being submitted alone', async () => {
  const pathOf = openObjectStore(objects()).path;
  await submit(await store('submitted'));
  const orphan = await store('killed before its row');
  expect(await checkObjects(database, objects())).toMatchObject({ objects: 2, orphans: [] });
  expect(await checkObjects(database, objects(), inTwoHours())).toEqual({
    objects: 2,
    damaged: [],
    missing: [],
    orphans: [pathOf(orphan)],
  });
});

it('finds changed bytes and missing files', async () => {
  const pathOf = openObjectStore(objects()).path;
  const flipped = await store('flipped');
  await submit(flipped);
  await chmod(pathOf(flipped), 0o644);
  await appendFile(pathOf(flipped), '!');
  const gone = createHash('sha256').update('gone').digest('hex');
  await submit(gone);
  const found = await checkObjects(database, objects());
  expect(found).toMatchObject({ damaged: [pathOf(flipped)], missing: [{ sha256: gone, kind: 'model' }] });
  await rm(pathOf(flipped));
  expect((await checkObjects(database, objects())).missing).toHaveLength(2);
});
