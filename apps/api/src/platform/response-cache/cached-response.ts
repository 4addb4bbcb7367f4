import type { Request, Response } from 'express';

/** A response body, serialised once however often it is sent. */
export interface CachedResponse {
  /** Version of the catalogue when the request arrived. */
  readonly version: string;
  readonly body: Buffer;
  readonly etag: string;
}

/** `Cache-Control` of cacheable responses: clients may store them and must revalidate, which costs a 304. */
export const revalidate = 'no-cache';

const mediaTypes = ['application/json', 'application/graphql-response+json'];

/** The media type that Apollo would choose. Content negotiation is slow, so it runs only if both are possible. */
function mediaType(request: Request): string {
  const named = /graphql-response/.test(request.headers.accept ?? '') && request.accepts(mediaTypes);
  return `${named || 'application/json'}; charset=utf-8`;
}

export function sendCached(request: Request, response: Response, { body, etag }: CachedResponse): void {
  response.setHeader('ETag', etag);
  // `request.fresh` reads these headers of the response.
  response.setHeader('Cache-Control', revalidate);
  response.setHeader('Vary', 'Accept');
  if (request.fresh) {
    response.writeHead(304).end();
    return;
  }
  const headers = { 'Content-Type': mediaType(request), 'Content-Length': body.length };
  response.writeHead(200, headers).end(body);
}
