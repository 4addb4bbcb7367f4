import { problem } from '@clusterboard/problems';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { currentRequest } from './request-scope.ts';

export const bodyLimitBytes = 100 * 1024;

const answer = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

const kindOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;

/** Answers what no resolver saw, in the shape of a GraphQL error. */
export const errors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const kind = kindOf(error);
  if (kind === 'entity.too.large') {
    const message = `A request may have at most ${bodyLimitBytes / 1024} KiB.`;
    response.status(413).json(answer('REQUEST_TOO_LARGE', message));
  } else if (typeof kind === 'string') {
    response.status(400).json(answer('BAD_REQUEST', 'The body of the request is not JSON.'));
  } else {
    const { id, log } = currentRequest();
    log.error({ err: error }, 'a request failed');
    const { code, message } = problem('PLATFORM_FAULT', { reference: id });
    response.status(500).json(answer(code, message));
  }
};

export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ message: 'There is nothing here. Questions are answered at /graphql.' });
};
