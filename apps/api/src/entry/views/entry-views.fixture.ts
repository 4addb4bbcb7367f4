import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import type { Database } from '@clusterboard/core';
import type { EvaluationViews, Probes } from '@clusterboard/evaluation';

/** Of ten test images in two clusters and two classes; the last but one is in the wrong cluster. */
export const someViews: EvaluationViews = {
  seed: 1,
  contingency: {
    classes: 2,
    clusters: [1, 0],
    matched: [0, 1],
    cellClass: [0, 1, 1],
    cellColumn: [0, 0, 1],
    cellCount: [5, 1, 4],
  },
  clusters: [
    {
      cluster: 1,
      matchedClass: 0,
      majorityClass: 0,
      size: 6,
      purity: 5 / 6,
      matchedShare: 5 / 6,
      nearest: [2, 0, 8],
      nearestClasses: [0, 0, 1],
    },
    {
      cluster: 0,
      matchedClass: 1,
      majorityClass: 1,
      size: 4,
      purity: 1,
      matchedShare: 1,
      nearest: [9, 1],
      nearestClasses: [1, 1],
    },
  ],
  confusedPairs: [{ first: 0, second: 1, firstAsSecond: 0, secondAsFirst: 1 }],
  map: { images: [0, 8], x: [0, 1], y: [0.5, 0.25], classes: [0, 1], clusters: [1, 1] },
};

export const someProbes: Probes = {
  usesLabels: true,
  knn: { accuracy: 0.8, interval: { low: 0.7, high: 0.9 }, neighbours: 20, temperature: 0.07 },
  linear: {
    accuracy: 0.9,
    interval: { low: 0.85, high: 0.95 },
    penalty: 0.01,
    tried: [{ penalty: 0.01, heldOutAccuracy: 0.88 }],
    heldOutCount: 6,
    iterations: 12,
    converged: true,
  },
};

/** Gives a ranked submission views, probes and the test assignments of its seeds, as the worker stores them. */
export async function addViews(
  { database, dataDir }: { readonly database: Database; readonly dataDir: string },
  submissionId: string,
  assignments: readonly (readonly number[])[],
): Promise<string> {
  const { id } = await database.evaluation.findFirstOrThrow({ where: { submissionId, supersededAt: null } });
  const store = openObjectStore(join(dataDir, 'objects'));
  const kept: { seed: number; sha256: string }[] = [];
  for (const [seed, clusters] of assignments.entries()) {
    const path = join(dataDir, `${id}-${seed}.i32`);
    await writeFile(path, new Uint8Array(Int32Array.from(clusters).buffer));
    kept.push({ seed, sha256: (await store.adopt(path)).sha256 });
  }
  const { seed, contingency, clusters, confusedPairs, map } = someViews;
  await database.evaluationViews.create({
    data: {
      evaluationId: id,
      seed,
      contingency,
      clusters,
      confusedPairs,
      ...(map === null ? {} : { map }),
      probes: someProbes,
      assignments: kept,
    },
  });
  return id;
}
