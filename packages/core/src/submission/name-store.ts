import type { Database } from '../infra/database.ts';

/** Names of ranked entries of a benchmark that have a skeleton. */
export async function rankedNames(
  database: Database,
  benchmarkId: string,
  nameSkeleton: string,
): Promise<string[]> {
  const encoders = await database.encoder.findMany({
    where: { nameSkeleton, submissions: { some: { benchmarkId, state: 'RANKED' } } },
    select: { name: true },
    distinct: ['name'],
    take: 20,
  });
  return encoders.map(({ name }) => name);
}

const atOnce = 50;
/** Far more than any board of an earlier version; boards of made-up entries are larger. */
const maxFilled = 10_000;

/**
 * Computes the skeletons of names that earlier versions stored without. Several processes may do so at the same
 * time.
 */
export async function fillNameSkeletons(
  database: Database,
  skeleton: (name: string) => string,
  signal: AbortSignal,
): Promise<void> {
  for (let filled = 0; filled < maxFilled && !signal.aborted; filled += atOnce) {
    const encoders = await database.encoder.findMany({
      where: { nameSkeleton: null },
      select: { id: true, name: true },
      take: atOnce,
    });
    if (encoders.length === 0) return;
    for (const { id, name } of encoders) {
      await database.encoder.updateMany({ where: { id }, data: { nameSkeleton: skeleton(name) } });
    }
  }
}
