import { setTimeout as pause } from 'node:timers/promises';
import { type Database, pausesOf } from '@clusterboard/core';
import type { RequestHandler } from 'express';
import type { ReadStatus } from '../status/read-status.ts';
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

interface Notice {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  readonly since?: Date;
  readonly retryAt?: Date;
}

/** Why uploads are refused and what evaluations wait for, each cause once. */
async function noticesOf(readStatus: ReadStatus): Promise<Notice[]> {
  const { uploads, workers } = await readStatus();
  const pauses = pausesOf(workers).filter(({ scope }) => !scope.startsWith('submission:'));
  const notices = pauses.map(({ code, message, advice, since, retryAt }): Notice => {
    return { code, message, advice, since, retryAt };
  });
  if (uploads === null || notices.some(({ code }) => code === uploads.code)) return notices;
  const { code, message, advice } = uploads;
  return [{ code, message, advice }, ...notices];
}

/** 200 if the database responds, 503 otherwise. `limited` if uploads are refused or evaluations wait. */
export const health =
  (database: Database, readStatus: ReadStatus): RequestHandler =>
  async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    try {
      await pingDatabase(database);
      const notices = await noticesOf(readStatus);
      response.json(notices.length === 0 ? { status: 'ok' } : { status: 'limited', notices });
    } catch (error) {
      currentRequest().log.error({ err: error }, 'database does not respond');
      response.status(503).json({ status: 'unavailable', reason: 'The database does not respond.' });
    }
  };
