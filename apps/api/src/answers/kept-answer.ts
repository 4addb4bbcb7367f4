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

export function sendKept(request: Request, response: Response, { body, etag }: KeptAnswer): void {
  response.setHeader('ETag', etag);
  // The rule of Express looks at what stands in the answer.
  response.setHeader('Cache-Control', revalidate);
  if (request.fresh) {
    response.writeHead(304).end();
    return;
  }
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length };
  response.writeHead(200, headers).end(body);
}
