import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { clientOf } from '../limits/client.ts';

export interface RequestScope {
  /** Sent as `X-Request-Id`, shown after a server error, and in every log line. */
  readonly id: string;
  readonly log: Logger;
  /** Stands for who asks, see {@link clientOf}. */
  readonly client: string;
}

const scope = new AsyncLocalStorage<RequestScope>();

/** @throws Error outside of a request */
export function currentRequest(): RequestScope {
  const current = scope.getStore();
  if (!current) throw new Error('there is no request');
  return current;
}

/** Request IDs that we accept from a proxy; others could break the log format. */
const acceptable = /^[\w.-]{8,64}$/;

const requestId = (given: string | undefined): string =>
  given !== undefined && acceptable.test(given) ? given : randomBytes(9).toString('base64url');

/** Gives each request an ID (its `X-Request-Id`, or a new one) and a logger, and logs its outcome. */
export function requestScope(log: Logger): RequestHandler {
  return (request, response, next) => {
    const id = requestId(request.get('X-Request-Id'));
    const current = { id, log: log.child({ requestId: id }), client: clientOf(request) };
    const started = performance.now();
    response.setHeader('X-Request-Id', id);
    response.once('close', () => {
      const { method, path } = request;
      const ms = Math.round(performance.now() - started);
      current.log.debug({ method, path, status: response.statusCode, ms }, 'request');
    });
    scope.run(current, next);
  };
}
