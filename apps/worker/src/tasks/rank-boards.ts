import { unrankedBoards } from '@clusterboard/core';
import { z } from 'zod';
import { defineTask } from '../define-task.ts';
import { rankBoard } from './rank-board.ts';

/** Has every board ranked that has changed since its rank intervals were computed, each on its own. */
export const rankBoards = defineTask({
  name: 'rank-boards',
  payload: z.object({}),
  retry: { attempts: 1 },
  schedule: { everyMs: 1000, payload: {} },
  async handle({ database }, _, { deliver }) {
    const boards = await unrankedBoards(database);
    await deliver(boards.map(({ id, revision }) => rankBoard.message({ benchmarkId: id, revision })));
  },
});
