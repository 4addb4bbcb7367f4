import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@clusterboard/core';
import type { RequestHandler } from 'express';
import { currentRequest } from './request-scope.ts';

const patienceMs = 3000;

/** @throws Error when the database does not answer in time */
export async function askDatabase(database: Database): Promise<void> {
  const giveUp = new AbortController();
  const tooLate = pause(patienceMs, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`the database did not answer within ${patienceMs} ms`);
  });
  try {
    await Promise.race([database.$executeRaw`SELECT 1`, tooLate]);
  } finally {
    giveUp.abort();
    await tooLate.catch(() => undefined);
  }
}

/** 200 while the database answers, 503 otherwise. */
export const health =
  (database: Database): RequestHandler =>
  async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    try {
      await askDatabase(database);
      response.json({ status: 'ok' });
    } catch (error) {
      currentRequest().log.error({ err: error }, 'database does not respond');
      response.status(503).json({ status: 'unavailable', reason: 'The database does not respond.' });
    }
  };
