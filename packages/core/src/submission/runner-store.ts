import type { Database } from '../infra/database.ts';

/** What a worker tells of itself. */
interface ModelRunner {
  readonly id: string;
  /** Why it runs no models but the shipped examples, as part of a sentence; null where it runs all. */
  readonly obstacle: string | null;
}

/** A worker that has told nothing for so long has ended or hangs. */
const goneAfterMs = 90_000;
const forgottenAfterMs = 60 * 60_000;

const ago = (milliseconds: number): Date => new Date(Date.now() - milliseconds);

/** To be repeated every 30 s at least. */
export async function reportRunner(database: Database, { id, obstacle }: ModelRunner): Promise<void> {
  const data = { obstacle, seenAt: new Date() };
  await database.modelRunner.upsert({ where: { id }, create: { id, ...data }, update: data });
  await database.modelRunner.deleteMany({ where: { seenAt: { lt: ago(forgottenAfterMs) } } });
}

/** A worker that ends on purpose. */
export async function removeRunner(database: Database, id: string): Promise<void> {
  await database.modelRunner.deleteMany({ where: { id } });
}

/**
 * Why no worker runs models of strangers, as part of a sentence; null where one does, and where none is
 * running: then submissions wait for one.
 */
export async function runnersObstacle(database: Database): Promise<string | null> {
  const runners = await database.modelRunner.findMany({
    where: { seenAt: { gt: ago(goneAfterMs) } },
    orderBy: { seenAt: 'desc' },
  });
  const takes = runners.some(({ obstacle }) => obstacle === null);
  return takes ? null : (runners[0]?.obstacle ?? null);
}
