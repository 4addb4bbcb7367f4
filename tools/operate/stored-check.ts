import { join } from 'node:path';
import { damagedEntries } from '@clusterboard/artifacts';
import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { type Database, type StoredReceipt, storedReceipts } from '@clusterboard/core';
import { hashManifest, listPacks, verifyPack } from '@clusterboard/datasets';
import { z } from 'zod';

const receiptHashes = z.object({
  sha256: z.string(),
  model: z.object({ sha256: z.string() }),
  features: z.object({ trainSha256: z.string(), testSha256: z.string() }),
});

/** Why a receipt is not the one of its result; null where it is. */
function receiptDamage({ submissionId, receipt, ...row }: StoredReceipt): string | null {
  const place = `receipt of entry ${submissionId}`;
  const hashes = receiptHashes.safeParse(receipt);
  if (!hashes.success || typeof receipt !== 'object' || receipt === null) return `${place}: it has no hashes`;
  const { sha256, model, features } = hashes.data;
  const found = hashSealed(receipt);
  if (found !== sha256) return `${place}: its SHA-256 is ${found}, not ${sha256}`;
  const named = [model.sha256, features.trainSha256, features.testSha256];
  const stored = [row.modelSha256, row.trainFeaturesSha256, row.testFeaturesSha256];
  return named.join() === stored.join() ? null : `${place}: it is of another model or other features`;
}

/** Receipts that are not as they were written, or of other objects than their results: a line for each. */
export async function damagedReceipts(database: Database): Promise<string[]> {
  const damaged: string[] = [];
  for await (const receipt of storedReceipts(database)) {
    const damage = receiptDamage(receipt);
    if (damage !== null) damaged.push(damage);
  }
  return damaged;
}

/** Datasets that are not as they were imported, or not the ones of the database: a line for each. */
export async function damagedDatasets(database: Database, datasetsDir: string): Promise<string[]> {
  const damaged: string[] = [];
  const known = await database.dataset.findMany({ where: { available: true } });
  const hashes = new Map(known.map(({ slug, manifestSha256 }) => [slug, manifestSha256]));
  const packs = await listPacks(datasetsDir);
  for (const { slug } of packs) {
    const directory = join(datasetsDir, slug);
    const pack = await verifyPack(directory);
    const expected = hashes.get(slug);
    hashes.delete(slug);
    if (!pack.ok) damaged.push(pack.problem.message);
    else if (expected !== undefined && (await hashManifest({ directory })) !== expected) {
      damaged.push(`dataset ${slug}: its manifest is not the one of the database; restart Clusterboard`);
    }
  }
  return [...damaged, ...[...hashes.keys()].map((slug) => `dataset ${slug}: it is missing`)];
}

/** Files of the caches of a data directory that are not as they were written; they may be deleted. */
export async function damagedCacheFiles(dataDir: string): Promise<string[]> {
  const caches = ['crops', 'features'].map((name) => damagedEntries(join(dataDir, name)));
  return (await Promise.all(caches)).flat();
}
