import { importDigits, importFashionMnist } from '@clusterboard/datasets';
import { hashContent } from '@clusterboard/pipeline';
import { useDirectory } from '@clusterboard/testkit';
import { expect, it } from 'vitest';
import { shippedDatasets } from './shipped-datasets.ts';

const directory = useDirectory();

it.each([
  ['digits', importDigits],
  ['fashion-mnist', importFashionMnist],
] as const)('%s has the hash by which others of its name are told apart', async (slug, importShipped) => {
  const pack = await importShipped(directory.path);
  if (!pack.ok) throw new Error(pack.problem.message);
  expect(hashContent(pack.value.manifest)).toBe(shippedDatasets.get(slug));
});
