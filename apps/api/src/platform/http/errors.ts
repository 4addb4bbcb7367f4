import { PlatformFault, problem } from '@clusterboard/problems';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { currentRequest } from './request-scope.ts';

export const maxBodyBytes = 100 * 1024;

const errorBody = (code: string, message: string, more: { readonly reference?: string } = {}) => ({
  errors: [{ message, extensions: { code, ...more } }],
});

/** By the `type` of body-parser's errors; a failed decompression has none. */
const messages: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The request body is not valid JSON.',
  'charset.unsupported': 'The charset of the request body is not supported; send UTF-8.',
  'encoding.unsupported':
    'The encoding of the request body is not supported; send it uncompressed or with gzip, deflate or br.',
};

function messageOf(error: object): string {
  if (error instanceof URIError) return 'The request URL is malformed.';
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  return messages[type] ?? 'The request body cannot be read.';
}

/** The status of a client error; null for any other. */
function clientErrorStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** Handles errors outside of GraphQL, in the shape of a GraphQL error. */
export const errors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = clientErrorStatus(error);
  if (status === 413) {
    const message = `A request may have at most ${maxBodyBytes / 1024} KiB.`;
    response.status(status).json(errorBody('REQUEST_TOO_LARGE', message));
  } else if (status !== null) {
    response.status(status).json(errorBody('BAD_REQUEST', messageOf(error)));
  } else {
    const { id, log } = currentRequest();
    log.error({ err: error }, 'request failed');
    const { code, message } =
      error instanceof PlatformFault ? error.problem : problem('PLATFORM_FAULT', { reference: id });
    response.status(500).json(errorBody(code, message, { reference: id }));
  }
};

export const notFound: RequestHandler = (_request, response) => {
  response.status(404).json({ message: 'Not found. The API is at /graphql.' });
};
