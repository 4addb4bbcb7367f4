import { join } from 'node:path';
import { type CatalogueEntry, type Database, putBenchmark, putReported } from '@clusterboard/core';
import { isGated, openPack } from '@clusterboard/datasets';
import { clusterCount, strict1 } from '@clusterboard/evaluation';
import { catalogueEntry } from './catalogue-entry.ts';
import { type HostedBenchmark, hostedBenchmarks } from './hosted-benchmarks.ts';
import { protocolRow } from './protocols.ts';
import { reportedResults } from './reported-results.ts';

/** With the images that the host has brought, if they are what the benchmark is about; else without any. */
async function hostedEntry(benchmark: HostedBenchmark, directory: string): Promise<CatalogueEntry> {
  const { slug, name, summary, position, classCount, dataset } = benchmark;
  const pack = await openPack(directory);
  if (pack.ok && pack.value.manifest.classNames.length === classCount) {
    const entry = await catalogueEntry(benchmark, pack.value);
    const { licence, homepage, description } = dataset;
    return { ...entry, dataset: { ...entry.dataset, licence, homepage, description } };
  }
  return {
    dataset: {
      ...dataset,
      slug,
      height: 0,
      width: 0,
      channels: 3,
      classNames: [],
      manifestSha256: '',
      gated: isGated(slug),
      available: false,
    },
    protocol: protocolRow(strict1),
    benchmark: { slug, name, summary, position, clusters: clusterCount(strict1, classCount) },
  };
}

/** Defines the benchmarks whose images the host brings, with what has been published on them. */
export async function seedHosted(
  database: Database,
  datasetsDir: string,
  onStep: (text: string) => void,
): Promise<void> {
  for (const benchmark of hostedBenchmarks) {
    onStep(`benchmark ${benchmark.slug}`);
    const entry = await hostedEntry(benchmark, join(datasetsDir, benchmark.slug));
    const benchmarkId = await putBenchmark(database, entry);
    const reported = reportedResults[benchmark.slug];
    if (reported) await putReported(database, benchmarkId, reported);
  }
}
