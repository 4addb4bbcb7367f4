import { createDatabase, fillNameSkeletons } from '@clusterboard/core';
import { skeleton } from '@clusterboard/onnx/name-likeness';
import { useDatabase } from '@clusterboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBenchmark, addQueued, addRanked } from '../../catalogue/catalogue.fixture.ts';
import { nameProblems } from './name-problems.ts';

const { url } = useDatabase();
const database = createDatabase(url, 2);
let benchmark: string;
let other: string;

beforeAll(async () => {
  benchmark = await addBenchmark(database, 'clothes');
  other = await addBenchmark(database, 'digits');
  await addRanked(database, benchmark, { name: 'DINO ViT-S' }, { acc: 0.5 });
  await addQueued(database, benchmark, { name: 'Waiting' });
  await fillNameSkeletons(database, skeleton, new AbortController().signal);
});
afterAll(() => database.$disconnect());

describe('a name', () => {
  it.each(['DINO ViT–S', 'DІNO ViT-S', 'DINO\u00a0ViT-S', 'DINO ViT-\u200bS'])(
    'that looks like that of another entry is a problem: %j',
    async (name) => {
      expect(await nameProblems(database, benchmark, name)).toMatchObject([
        {
          field: 'name',
          problem: { code: 'INVALID_FIELD', message: expect.stringContaining('“DINO ViT-S”') },
        },
      ]);
    },
  );

  it.each(['DINO ViT-S', 'dino vit-s', 'DINO ViT-B', 'Wаiting'])('is none: %s', async (name) => {
    expect(await nameProblems(database, benchmark, name)).toEqual([]);
  });

  it('may look like an entry of another benchmark, which nobody sees beside it', async () => {
    expect(await nameProblems(database, other, 'DINO ViT–S')).toEqual([]);
  });
});
