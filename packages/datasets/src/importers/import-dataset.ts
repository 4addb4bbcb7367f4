import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { problem, type Result, success } from '@clusterboard/problems';
import { listCsv } from './csv/csv-listing.ts';
import { listClassFolders } from './folders/class-folders.ts';
import { findIdxFiles } from './idx-source.ts';
import { type ImportIdxOptions, importIdx } from './import-idx.ts';
import { importImages } from './import-images.ts';
import { type ImportOutcome, neverBegun } from './import-report.ts';
import { type FileTree, readDirectory } from './tree/file-tree.ts';
import { readZip } from './tree/zip-tree.ts';

export interface ImportDatasetOptions extends ImportIdxOptions {
  /** A CSV inside the directory or archive that lists paths, labels and perhaps splits, instead of folders. */
  readonly labels?: string;
  /** Which folders below the splits are the classes, where their names do not tell; counted from 1. */
  readonly classLevel?: number;
}

async function importTree(
  into: string,
  tree: Result<FileTree>,
  options: ImportDatasetOptions,
): Promise<ImportOutcome> {
  if (!tree.ok) return neverBegun(tree.problem);
  try {
    const listing =
      options.labels === undefined
        ? listClassFolders(tree.value, options.classLevel)
        : await listCsv(tree.value, options.labels);
    return listing.ok ? await importImages(into, listing.value, options) : neverBegun(listing.problem);
  } finally {
    await tree.value.close();
  }
}

const refuse = (reason: string): ImportOutcome => neverBegun(problem('DATASET_REFUSED', { reason }));

type Kind = 'directory' | 'zip' | 'csv' | 'missing' | 'other';

async function kindOf(source: string): Promise<Kind> {
  const entry = await stat(source).catch(() => undefined);
  if (entry === undefined) return 'missing';
  if (entry.isDirectory()) return 'directory';
  if (/\.zip$/i.test(source)) return 'zip';
  return /\.(csv|tsv|txt)$/i.test(source) ? 'csv' : 'other';
}

/**
 * Imports a dataset as the pack `into`/slug: a directory or a ZIP of class folders (below `train` and
 * `test`, or split here), a directory of IDX files, or a CSV of paths and labels beside its images.
 *
 * The outcome's pack fails with DATASET_REFUSED, LICENCE_NOT_ACCEPTED, DATASET_DAMAGED (IDX), IMAGE_UNREADABLE or STORAGE_FULL;
 * nothing is left behind then. See `importImages` for what is refused and what is only reported.
 */
export async function importDataset(
  into: string,
  source: string,
  options: ImportDatasetOptions,
): Promise<ImportOutcome> {
  const kind = await kindOf(source);
  if (kind === 'missing') return refuse(`there is no ${source}`);
  if (kind === 'zip') return importTree(into, await readZip(source), options);
  if (kind === 'csv') {
    const labels = basename(source);
    return importTree(into, success(await readDirectory(dirname(source))), { ...options, labels });
  }
  if (kind === 'other') return refuse(`${source} is no directory, ZIP or CSV`);
  const idx = options.labels === undefined ? await findIdxFiles(source) : null;
  if (idx !== null) return importIdx(into, idx, options);
  return importTree(into, success(await readDirectory(source)), options);
}
