import { access, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { includedBenchmarks } from '@clusterboard/catalogue';
import { importDataset, isSlug, listPacks, type Pack, slugOf, verifyPack } from '@clusterboard/datasets';
import { failure, problem, type Result } from '@clusterboard/problems';
import type { CommandContext } from './context.ts';

/** Which images: a benchmark's, or those of a directory. */
export type PackChoice = { readonly benchmark: string } | { readonly data: string };

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Checked like any other; a missing or damaged one is made again. */
async function shippedPack(
  slug: string,
  { datasetsDir, progress }: CommandContext,
): Promise<Result<Pack> | null> {
  const shipped = includedBenchmarks.find((benchmark) => benchmark.slug === slug);
  if (shipped === undefined) return null;
  return shipped.dataset.importInto(datasetsDir, {
    onProgress: ({ stage, file, done, total }) => {
      if (total !== undefined) progress.show(`${stage} ${file}`, done, total);
    },
  });
}

async function benchmarkPack(slug: string, context: CommandContext): Promise<Result<Pack>> {
  const shipped = await shippedPack(slug, context);
  if (shipped !== null) return shipped;
  const directory = join(context.datasetsDir, slug);
  if (isSlug(slug) && (await exists(join(directory, 'manifest.json')))) return verifyPack(directory);
  const known = (await listPacks(context.datasetsDir)).map((pack) => pack.slug);
  const names = [...new Set([...includedBenchmarks.map((shipped) => shipped.slug), ...known])].join(', ');
  return failure({ ...problem('BENCHMARK_NOT_FOUND', { slug }), advice: `Known here: ${names}.` });
}

/** A pack as it is; anything else is imported for this once. */
async function directoryPack(data: string, scratch: string, context: CommandContext): Promise<Result<Pack>> {
  const directory = resolve(data);
  if (await exists(join(directory, 'manifest.json'))) return verifyPack(directory);
  const isDirectory = await stat(directory).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const name = basename(directory).replace(isDirectory ? /^$/ : /\.\w+$/, '');
  const { report, pack } = await importDataset(join(scratch, 'datasets'), directory, {
    name: name || 'images',
    slug: slugOf(name) || 'images',
    signal: context.signal,
    onProgress: ({ imagesDone, imagesTotal }) => context.progress.show('import', imagesDone, imagesTotal),
  });
  context.progress.stop();
  for (const { message } of report.problems.slice(0, 10)) context.note(message);
  if (report.problems.length > 10) context.note(`… and ${report.problems.length - 10} more.`);
  for (const { path, reason } of report.skipped.slice(0, 10)) context.note(`Skipped ${path}: ${reason}.`);
  if (report.skipped.length > 10) context.note(`… and ${report.skipped.length - 10} more skipped.`);
  return pack;
}

/**
 * Opens the images requested, every byte held against the manifest's hashes; shipped datasets that are
 * not there yet, or damaged, are imported. Fails with BENCHMARK_NOT_FOUND, DATASET_… or IMAGE_UNREADABLE.
 */
export const findPack = (
  choice: PackChoice,
  scratch: string,
  context: CommandContext,
): Promise<Result<Pack>> =>
  'data' in choice ? directoryPack(choice.data, scratch, context) : benchmarkPack(choice.benchmark, context);
