import type { ShippedBenchmark } from '@clusterboard/catalogue';
import type { CatalogueEntry } from '@clusterboard/core';
import { hashManifest, isGated, type Pack } from '@clusterboard/datasets';
import { clusterCount } from '@clusterboard/evaluation';
import { protocolRow } from './protocols.ts';

/** A benchmark on the images of a pack. */
export async function catalogueEntry(
  { slug, name, summary, position, protocol }: Omit<ShippedBenchmark, 'dataset'>,
  { manifest, directory }: Pack,
): Promise<CatalogueEntry> {
  const { height, width, channels } = manifest.image;
  return {
    dataset: {
      slug: manifest.slug,
      name: manifest.name,
      description: manifest.description,
      licence: manifest.licence.spdx,
      homepage: manifest.homepage,
      height,
      width,
      channels,
      classNames: manifest.classNames,
      trainCount: manifest.splits.train.count,
      testCount: manifest.splits.test.count,
      manifestSha256: await hashManifest({ directory }),
      gated: isGated(manifest.slug),
      available: true,
    },
    protocol: protocolRow(protocol),
    benchmark: {
      slug,
      name,
      summary,
      position,
      clusters: clusterCount(protocol, manifest.classNames.length),
    },
  };
}
