import { isSlug } from '@clusterboard/datasets/slug';
import { hashContent } from '@clusterboard/pipeline';
import { useDirectory } from '@clusterboard/testkit';
import { expect, it } from 'vitest';
import { hostedBenchmarks, includedBenchmarks } from './index.ts';

const directory = useDirectory();

it.each(includedBenchmarks.map((benchmark) => [benchmark.slug, benchmark.dataset] as const))(
  '%s has the hash by which others of its name are told apart',
  async (slug, dataset) => {
    const pack = await dataset.importInto(directory.path);
    if (!pack.ok) throw new Error(pack.problem.message);
    expect(pack.value.manifest.slug).toBe(slug);
    expect(hashContent(pack.value.manifest)).toBe(dataset.contentSha256);
  },
);

it('has each slug and each position once', () => {
  const all = [...includedBenchmarks, ...hostedBenchmarks];
  expect(includedBenchmarks.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining(['digits', 'fashion-mnist']),
  );
  expect(all.map(({ slug }) => slug).filter((slug) => !isSlug(slug))).toEqual([]);
  expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length);
  expect(new Set(all.map(({ position }) => position)).size).toBe(all.length);
});
