import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export interface RequestScope {
  /** Sent as `X-Request-Id`, quoted to the user after a fault, and in every line of the log. */
  readonly id: string;
  readonly log: Logger;
}

const scope = new AsyncLocalStorage<RequestScope>();

/** @throws Error outside of a request */
export function currentRequest(): RequestScope {
  const current = scope.getStore();
  if (!current) throw new Error('there is no request');
  return current;
}

/** What a proxy in front may name a request; anything else could garble the log. */
const acceptable = /^[\w.-]{8,64}$/;

const requestId = (given: string | undefined): string =>
  given !== undefined && acceptable.test(given) ? given : randomBytes(9).toString('base64url');

/** Names each request as its `X-Request-Id` does, else anew, logs how it ended, and makes both known to what runs within it. */
export function requestScope(log: Logger): RequestHandler {
  return (request, response, next) => {
    const id = requestId(request.get('X-Request-Id'));
    const current = { id, log: log.child({ requestId: id }) };
    const begun = performance.now();
    response.setHeader('X-Request-Id', id);
    response.once('close', () => {
      const { method, path } = request;
      const ms = Math.round(performance.now() - begun);
      current.log.debug({ method, path, status: response.statusCode, ms }, 'request');
    });
    scope.run(current, next);
  };
}
