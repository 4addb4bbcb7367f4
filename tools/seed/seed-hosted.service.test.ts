import { join } from 'node:path';
import { hostedBenchmarks } from '@clusterboard/catalogue';
import { createDatabase, type Database } from '@clusterboard/core';
import { importDataset } from '@clusterboard/datasets';
import { flatImage, writeTree } from '@clusterboard/datasets/image-fixture';
import { useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedHosted } from './seed-hosted.ts';

const { url } = useDatabase();
const directory = useDirectory();
const datasetsDir = () => join(directory.path, 'datasets');
let database: Database;

beforeAll(() => {
  database = createDatabase(url, 1);
});
afterAll(() => database.$disconnect());
beforeEach(() => seedHosted(database, datasetsDir(), () => {}));

const benchmark = (slug: string) =>
  database.benchmark.findUniqueOrThrow({
    where: { slug },
    include: {
      dataset: true,
      reportedResults: { orderBy: { position: 'asc' } },
      reportedCurves: true,
      evaluations: true,
    },
  });

/** As many classes as ObjectNet has, three images each. */
async function objectnet(acceptedBy: string) {
  const classCount = hostedBenchmarks.find(({ slug }) => slug === 'objectnet')?.dataset.classCount ?? 0;
  const files: Record<string, Buffer> = {};
  for (let label = 0; label < classCount; label++) {
    for (let image = 0; image < 3; image++) {
      files[`class-${label}/${image}.png`] = flatImage(label * 3 + image);
    }
  }
  const source = await writeTree(join(directory.path, 'objectnet'), files);
  return importDataset(datasetsDir(), source, { name: 'ObjectNet', acceptedBy });
}

describe('benchmarks whose images the host brings', () => {
  it('stand there without them, with what has been published', async () => {
    const imagenet = await benchmark('imagenet-1k');
    expect(imagenet).toMatchObject({ clusters: 1000, dataset: { available: false, gated: false } });
    expect(imagenet.reportedResults).toHaveLength(10);
    expect(imagenet.reportedResults[1]).toMatchObject({
      method: 'SimCLRv2 ResNet-152 + SK',
      clusters: 1000,
      linearProbe: 0.772,
      accMean: 0.3907,
      accStd: 0.0061,
      ariMean: 0.228,
      ariStd: 0.006,
      provenance: 'PUBLISHED_TABLE',
      sourceUrl: 'https://arxiv.org/abs/2008.10312',
    });
    // Only what was published with a deviation comes from a table.
    for (const { provenance, accStd, caveat } of imagenet.reportedResults) {
      expect(provenance).toBe(accStd === null ? 'READ_FROM_PLOTS' : 'PUBLISHED_TABLE');
      expect(caveat).toMatch(accStd === null ? /authors’ plots/ : /published table/);
    }
    expect(imagenet.reportedCurves.map(({ axis, points }) => [axis, (points as unknown[]).length])).toEqual(
      expect.arrayContaining([
        ['PCA_DIMENSIONS', 8],
        ['CLUSTERS', 9],
      ]),
    );
    const other = await benchmark('objectnet');
    expect(other).toMatchObject({ clusters: 313, dataset: { available: false, gated: true } });
    expect(other.reportedResults.map(({ method, clusters, accMean }) => [method, clusters, accMean])).toEqual(
      [
        ['InfoMin ResNeXt-152', null, 0.0653],
        ['SimCLRv2 ResNet-152 + SK', 469, 0.0647],
        ['BigBiGAN RevNet-50×4', null, 0.0492],
      ],
    );
    expect(imagenet.evaluations).toEqual([]);
    expect(imagenet.entryCount).toBe(0);
  });

  it('change nothing when they are seeded again', async () => {
    const before = await benchmark('imagenet-1k');
    await seedHosted(database, datasetsDir(), () => {});
    const after = await benchmark('imagenet-1k');
    const plain = ({ reportedResults }: typeof before) => reportedResults.map(({ id: _id, ...row }) => row);
    expect(plain(after)).toEqual(plain(before));
    expect(after.id).toBe(before.id);
  });

  it('open with images of as many classes, imported by who accepts their terms', async () => {
    expect((await objectnet('Ada Host')).pack.ok).toBe(true);
    await seedHosted(database, datasetsDir(), () => {});
    const { dataset } = await benchmark('objectnet');
    expect(dataset).toMatchObject({ available: true, gated: true, channels: 3 });
    expect(dataset.classNames).toHaveLength(313);
    expect(dataset.licence).toContain('not for tuning');
  });

  it('stay closed for images of another number of classes', async () => {
    const source = await writeTree(join(directory.path, 'two-classes'), {
      'a/1.png': flatImage(1),
      'a/2.png': flatImage(2),
      'b/3.png': flatImage(3),
      'b/4.png': flatImage(4),
    });
    await importDataset(datasetsDir(), source, { name: 'ImageNet-1k', trainShare: 0.5 });
    await seedHosted(database, datasetsDir(), () => {});
    expect((await benchmark('imagenet-1k')).dataset).toMatchObject({ available: false, classNames: [] });
  });
});
