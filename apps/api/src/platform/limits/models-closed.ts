import { runnersObstacle } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';
import type { ReadStatus } from '../status/read-status.ts';

/** MODELS_NOT_ACCEPTED while no worker can run models of strangers; null while they are taken. */
export type ModelsClosed = () => Promise<Problem | null>;

export const createModelsClosed =
  (readStatus: ReadStatus): ModelsClosed =>
  async () => {
    const { workers } = await readStatus();
    const reason = runnersObstacle(workers);
    return reason === null ? null : problem('MODELS_NOT_ACCEPTED', { reason });
  };
