import { join } from 'node:path';
import { type HostedDataset, hostedBenchmarks, type ShippedBenchmark } from '@clusterboard/catalogue';
import { type CatalogueEntry, type Database, putBenchmark, putReported } from '@clusterboard/core';
import { isGated, openPack } from '@clusterboard/datasets';
import { clusterCount } from '@clusterboard/evaluation';
import { catalogueEntry } from './catalogue-entry.ts';
import { protocolRow } from './protocols.ts';

/** With the imported images if they have the benchmark's number of classes; otherwise closed, without images. */
async function hostedEntry(
  benchmark: ShippedBenchmark<HostedDataset>,
  directory: string,
): Promise<CatalogueEntry> {
  const { slug, name, summary, position, protocol } = benchmark;
  const { kind: _kind, classCount, ...dataset } = benchmark.dataset;
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
    protocol: protocolRow(protocol),
    benchmark: { slug, name, summary, position, clusters: clusterCount(protocol, classCount) },
  };
}

/** Adds the benchmarks whose images an operator imports, with published results. */
export async function seedHosted(
  database: Database,
  datasetsDir: string,
  onStep: (text: string) => void,
): Promise<void> {
  for (const benchmark of hostedBenchmarks) {
    onStep(`benchmark ${benchmark.slug}`);
    const entry = await hostedEntry(benchmark, join(datasetsDir, benchmark.slug));
    const benchmarkId = await putBenchmark(database, entry);
    if (benchmark.reported) await putReported(database, benchmarkId, benchmark.reported);
  }
}
