import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@clusterboard/core';
import type { RequestHandler } from 'express';
import { type ReadStatus, serverPauses, silence } from '../status/read-status.ts';
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

/** Why uploads are refused, which workers do not respond and what evaluations wait for, each cause once. */
async function noticesOf(readStatus: ReadStatus): Promise<Notice[]> {
  const status = await readStatus();
  const notices = serverPauses(status).map(({ code, message, advice, since, retryAt }): Notice => {
    return { code, message, advice, since, retryAt };
  });
  const others = [status.uploads, silence(status)].flatMap((found) => found ?? []);
  const added = others.filter(({ code }) => notices.every((notice) => notice.code !== code));
  return [...added.map(({ code, message, advice }) => ({ code, message, advice })), ...notices];
}

/** 200 if the database responds, 503 otherwise. `limited` if uploads are refused, workers do not respond or evaluations wait. */
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
