import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@clusterboard/core';
import type { RequestHandler } from 'express';
import { currentRequest } from './request-scope.ts';

const timeoutMs = 3000;

/** @throws Error if the database does not respond in time */
export async function pingDatabase(database: Database): Promise<void> {
  const controller = new AbortController();
  const timeout = pause(timeoutMs, undefined, { signal: controller.signal }).then(() => {
    throw new Error(`the database did not respond within ${timeoutMs} ms`);
  });
  try {
    await Promise.race([database.$executeRaw`SELECT 1`, timeout]);
  } finally {
    controller.abort();
    await timeout.catch(() => undefined);
  }
}

/** 200 if the database responds, 503 otherwise. */
export const health =
  (database: Database): RequestHandler =>
  async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    try {
      await pingDatabase(database);
      response.json({ status: 'ok' });
    } catch (error) {
      currentRequest().log.error({ err: error }, 'database does not respond');
      response.status(503).json({ status: 'unavailable', reason: 'The database does not respond.' });
    }
  };
