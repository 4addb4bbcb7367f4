import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, putBenchmark } from '@clusterboard/core';
import { migrate } from '@clusterboard/core/migrate';
import { lockDataDirectory } from '@clusterboard/local-stack';
import { addSyntheticEntries } from '@clusterboard/synthetic-entries';
import { cacheFolder } from '../cache.ts';

/** The database of the boards, which is kept from one run to the next. */
export async function lockBoards(): Promise<{ dataDir: string; unlock: () => Promise<void> }> {
  const dataDir = join(cacheFolder, 'api');
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  return { dataDir, unlock: await lockDataDirectory(dataDir) };
}

/** Makes the board of so many entries where it is not there yet; true where it had to. */
export async function boardOf(
  database: Database,
  url: string,
  entries: number,
  note: (line: string) => void,
): Promise<boolean> {
  await migrate(url);
  const slug = `board-${entries}`;
  const id = await putBenchmark(database, {
    dataset: {
      slug,
      name: 'Nothing',
      description: 'No images: a board to measure with.',
      licence: 'CC0-1.0',
      homepage: 'https://example.org',
      height: 1,
      width: 1,
      channels: 1,
      classNames: ['a', 'b'],
      trainCount: 2,
      testCount: 2,
      manifestSha256: '0'.repeat(64),
    },
    protocol: {
      id: 'strict-1',
      summary: 'PCA, then k-means over five seeds.',
      definition: { id: 'strict-1', version: 1, pcaDim: 256, over: 1, seeds: [0], maxIterations: 100 },
    },
    benchmark: { slug, name: slug, summary: 'To measure with.', position: 0, clusters: 2 },
  });
  const { entryCount } = await database.benchmark.findUniqueOrThrow({ where: { id } });
  if (entryCount >= entries) return false;
  // Otherwise a checkpoint every gigabyte would write each page of the indexes once more.
  await database.$executeRaw`ALTER SYSTEM SET max_wal_size = '16GB'`;
  await database.$executeRaw`SELECT pg_reload_conf()`;
  note(`making a board of ${entries.toLocaleString('en')} entries`);
  await addSyntheticEntries(database, id, entries - entryCount);
  return true;
}
