import { type Database, runnersObstacle } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';

/** MODELS_NOT_ACCEPTED while no worker can run models of strangers; null while they are taken. */
export type ModelsClosed = () => Promise<Problem | null>;

const rememberedMs = 5_000;

/** The workers tell the database; what was read there is used for five seconds. */
export function createModelsClosed(
  database: Database,
  now: () => number = () => performance.now(),
): ModelsClosed {
  let until = Number.NEGATIVE_INFINITY;
  let known: Promise<Problem | null> = Promise.resolve(null);
  const read = async (): Promise<Problem | null> => {
    const reason = await runnersObstacle(database);
    return reason === null ? null : problem('MODELS_NOT_ACCEPTED', { reason });
  };
  return () => {
    if (now() < until) return known;
    until = now() + rememberedMs;
    known = read();
    known.catch(() => {
      until = Number.NEGATIVE_INFINITY;
    });
    return known;
  };
}
