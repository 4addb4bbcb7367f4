import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createDatabase, type Database, putBenchmark } from '@clusterboard/core';
import { someDataset } from '@clusterboard/core/catalogue-fixture';
import { strict1 } from '@clusterboard/evaluation';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolRow, protocolRows } from '../seed/protocols.ts';
import { addressFile, findDatabase } from './find-database.ts';
import { rescoreBenchmark } from './rescore-benchmark.ts';

const { url } = useDatabase();
const directory = useDirectory();
let database: Database;

beforeAll(async () => {
  database = createDatabase(url, 1);
  await putBenchmark(database, {
    dataset: someDataset({ classNames: ['0', '1', '2'] }),
    protocol: protocolRow(strict1),
    benchmark: { slug: 'digits', name: 'Digits', summary: 'Digits.', position: 0, clusters: 3 },
  });
});
afterAll(() => database.$disconnect());

describe('npm run rescore', () => {
  it('gives the benchmark another protocol, which stays when it is seeded again', async () => {
    expect(await rescoreBenchmark(url, 'digits', 'paper-2020')).toEqual({
      protocolId: 'paper-2020',
      submissions: 0,
    });
    const { protocolId } = await database.benchmark.findUniqueOrThrow({ where: { slug: 'digits' } });
    expect(protocolId).toBe('paper-2020');
    const stored = await database.protocol.findUniqueOrThrow({ where: { id: 'paper-2020' } });
    expect(stored.definition).toMatchObject({ algorithm: 'mini-batch', pcaDim: null });
    expect(await rescoreBenchmark(url, 'digits', undefined)).toMatchObject({ protocolId: 'paper-2020' });
  });

  it.each([
    ['letters', 'strict-1', 'There is no benchmark “letters”. Known here: digits.'],
    ['digits', 'strict-0', /^There is no protocol “strict-0”\. Known here: strict-1, /],
    [
      'digits',
      'strict-1-over-1.5',
      'strict-1-over-1.5 makes 5 clusters and digits has 3: scores for different k are not for one board.',
    ],
  ])('refuses %s under %s', async (slug, protocol, message) => {
    await expect(rescoreBenchmark(url, slug, protocol)).rejects.toThrow(message);
  });

  it('has something to say of every protocol', () => {
    expect(protocolRows.map(({ summary }) => summary.length).every((length) => length > 80)).toBe(true);
  });
});

describe('the database', () => {
  it('is the one of npm start, or the one given', async () => {
    await expect(findDatabase(undefined, directory.path)).rejects.toThrow('start it with npm start');
    await mkdir(dirname(addressFile(directory.path)), { recursive: true });
    await writeFile(addressFile(directory.path), `${url}\n`);
    expect(await findDatabase(undefined, directory.path)).toBe(url);
    const nobody = 'postgresql://nobody:secret@127.0.0.1:1/clusterboard';
    await expect(findDatabase(nobody, directory.path)).rejects.toThrow(
      /^DATABASE_URL: 127\.0\.0\.1:1 does not answer/,
    );
    await writeFile(addressFile(directory.path), nobody);
    await expect(findDatabase(undefined, directory.path)).rejects.toThrow(
      /^The database of npm start does not answer .*Is Clusterboard running\?$/,
    );
  });
});
