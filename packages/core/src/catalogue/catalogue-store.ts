import type { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';

export interface CatalogueEntry {
  readonly dataset: Prisma.DatasetCreateWithoutBenchmarksInput;
  readonly protocol: { id: string; summary: string; definition: Prisma.InputJsonValue };
  readonly benchmark: { slug: string; name: string; summary: string; position: number; clusters: number };
}

/**
 * Adds a benchmark with its dataset and protocol, or brings its texts up to date. A protocol that is
 * there already is left as it is: its numbers are the meaning of published scores. So is the protocol that
 * a benchmark has: `requestRescoring` changes it.
 *
 * @returns the benchmark's id
 */
export async function putBenchmark(database: Database, entry: CatalogueEntry): Promise<string> {
  return database.$transaction(async (transaction) => {
    const dataset = await transaction.dataset.upsert({
      where: { slug: entry.dataset.slug },
      create: entry.dataset,
      update: entry.dataset,
    });
    await transaction.protocol.upsert({
      where: { id: entry.protocol.id },
      create: entry.protocol,
      update: {},
    });
    const { clusters, ...texts } = entry.benchmark;
    const { id } = await transaction.benchmark.upsert({
      where: { slug: entry.benchmark.slug },
      create: { ...texts, clusters, datasetId: dataset.id, protocolId: entry.protocol.id },
      update: { ...texts, datasetId: dataset.id },
    });
    return id;
  });
}
