import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ObjectStore, openObjectStore } from '@clusterboard/artifacts';
import { includedBenchmarks } from '@clusterboard/catalogue';
import {
  createDatabase,
  createSubmission,
  type Database,
  hasExample,
  putBenchmark,
  putReported,
} from '@clusterboard/core';
import type { Pack } from '@clusterboard/datasets';
import { shippedBy } from '@clusterboard/onnx/shipped-names';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { catalogueEntry } from './catalogue-entry.ts';
import { type Example, examples } from './examples.ts';
import { seedHosted } from './seed-hosted.ts';

const modelsFolder = fileURLToPath(new URL('../../examples/models/', import.meta.url));

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Told, in a few words, what is being done. */
  readonly onStep?: (text: string) => void;
}

/**
 * Imports the included datasets and submits the shipped encoders to them; adds the benchmarks whose images an
 * operator imports, with published results. What exists is left alone, so it may run at every start. The worker
 * evaluates the encoders like any other submission.
 *
 * @returns how many submissions were added
 */
export async function seed({ databaseUrl, dataDir, onStep = () => undefined }: SeedOptions): Promise<number> {
  const database = createDatabase(databaseUrl, 2);
  const store = openObjectStore(join(dataDir, 'objects'));
  try {
    let added = 0;
    for (const benchmark of includedBenchmarks) {
      onStep(`data set ${benchmark.slug}`);
      const pack = await benchmark.dataset.importInto(join(dataDir, 'datasets'));
      if (!pack.ok) throw new SeedError(`${pack.problem.message} ${pack.problem.advice}`);
      const benchmarkId = await putBenchmark(database, await catalogueEntry(benchmark, pack.value));
      if (benchmark.reported) await putReported(database, benchmarkId, benchmark.reported);
      for (const example of examples) {
        if (await hasExample(database, benchmarkId, example.key)) continue;
        await submitExample(database, store, dataDir, { benchmarkId, pack: pack.value, example });
        added += 1;
      }
    }
    await seedHosted(database, join(dataDir, 'datasets'), onStep);
    return added;
  } finally {
    await database.$disconnect();
  }
}

/** Something outside the product is missing or broken; the message is for the person who started it. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

async function submitExample(
  database: Database,
  store: ObjectStore,
  dataDir: string,
  { benchmarkId, pack, example }: { benchmarkId: string; pack: Pack; example: Example },
): Promise<void> {
  const scratch = join(dataDir, 'scratch');
  await mkdir(scratch, { recursive: true });
  const copy = join(scratch, `seed-${example.fileName}`);
  await copyFile(join(modelsFolder, example.fileName), copy);
  const stored = await store.adopt(copy);
  await createSubmission(database, {
    benchmarkId,
    encoder: {
      name: example.name,
      description: example.description,
      submittedBy: shippedBy,
      fileName: example.fileName,
      ...stored,
    },
    preprocessing: { ...unitGrey(pack, example.side) },
    outputName: null,
    // All of them have one row per image.
    layout: 'nd',
    pooling: 'none',
    exampleKey: example.key,
  });
}

/** The shipped encoders take grey values between 0 and 1; what else they need is inside their graphs. */
function unitGrey({ manifest }: Pack, side: number | undefined): Preprocessing {
  const { height, width } = manifest.image;
  return {
    height: side ?? height,
    width: side ?? width,
    interpolation: 'bilinear',
    colour: 'grey',
    scale: 1 / 255,
    mean: [0],
    std: [1],
  };
}
