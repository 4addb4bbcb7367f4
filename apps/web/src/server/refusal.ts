import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Refusal {
  readonly status: 400 | 403 | 421 | 429;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

const title = {
  400: 'Bad request',
  403: 'Not allowed',
  421: 'Unknown address',
  429: 'Too many requests',
} as const;

const page = ({ status, message, code }: Refusal): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title[status]} · Clusterboard</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 36rem; margin: 4rem auto; padding: 0 1rem; }
</style>
<h1>${title[status]}</h1>
<p>${message}</p>
<p>${code}</p>
</html>
`;

/** Readable for GraphQL clients and for those of uploads. */
const json = ({ code, message }: Refusal): string =>
  JSON.stringify({ errors: [{ message, extensions: { code } }], code, message, advice: '' });

/** Refuses a request before anything else sees it: as a page to browsers, as JSON to programs. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const asPage = /\btext\/html\b/.test(request.headers.accept ?? '');
  const { retryAfterSeconds } = refusal;
  response.statusCode = refusal.status;
  response.setHeader('Content-Type', asPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
  // What is left of its body is not read.
  response.setHeader('Connection', 'close');
  response.end(request.method === 'HEAD' ? undefined : asPage ? page(refusal) : json(refusal));
}
