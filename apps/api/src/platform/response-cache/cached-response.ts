import type { Request, Response } from 'express';

/** An answer as it goes out, made once however often it is given. */
export interface KeptAnswer {
  /** Of the catalogue when the question was asked. */
  readonly version: string;
  readonly body: Buffer;
  readonly etag: string;
}

/** An answer may be kept by browsers, and must be asked for again: 304 when it still holds. */
export const revalidate = 'no-cache';

const mediaTypes = ['application/json', 'application/graphql-response+json'];

/** What a client reads rather, as Apollo chooses it. Few name the second, and to weigh what they accept is slow. */
function mediaType(request: Request): string {
  const named = /graphql-response/.test(request.headers.accept ?? '') && request.accepts(mediaTypes);
  return `${named || 'application/json'}; charset=utf-8`;
}

export function sendKept(request: Request, response: Response, { body, etag }: KeptAnswer): void {
  response.setHeader('ETag', etag);
  // The rule of Express looks at what stands in the answer.
  response.setHeader('Cache-Control', revalidate);
  response.setHeader('Vary', 'Accept');
  if (request.fresh) {
    response.writeHead(304).end();
    return;
  }
  const headers = { 'Content-Type': mediaType(request), 'Content-Length': body.length };
  response.writeHead(200, headers).end(body);
}
