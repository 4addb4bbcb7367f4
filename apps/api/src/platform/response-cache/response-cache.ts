import type { CatalogueVersion } from '@clusterboard/core';
import type { RequestHandler, Response } from 'express';
import { currentRequest } from '../http/request-scope.ts';
import { type CachedResponse, revalidate, sendCached } from './cached-response.ts';
import { requestKeys } from './request-key.ts';
import { type Lead, sharedResponses } from './shared-responses.ts';

export interface ResponseCache {
  /** Sends cached responses. Anything else goes to the next handler, whose response is cached if it may be. */
  readonly handler: RequestHandler;
  /** Identical requests that wait for this response execute for themselves: it will not be cacheable. */
  stopSharing(response: Response): void;
}

/** The response with this body, if it may be cached. */
function cacheable(response: Response, version: string, body: unknown): CachedResponse | null {
  if (typeof body !== 'string' || response.statusCode !== 200) return null;
  if (response.get('Cache-Control') !== revalidate) return null;
  const bytes = Buffer.from(body);
  return { version, body: bytes, etag: response.app.get('etag fn')(bytes) };
}

/**
 * Caches responses by request and by the version of the catalogue, and shares one execution among identical
 * concurrent requests. The version is read for every request, so a response is never older than its request.
 * A client that disconnects does not cancel an execution that others wait for.
 */
export function createResponseCache(catalogue: CatalogueVersion): ResponseCache {
  const keyOf = requestKeys();
  const responses = sharedResponses();
  const leads = new WeakMap<Response, Lead>();

  function lead(response: Response, key: string, version: string): void {
    const { release } = responses.lead(key, version);
    leads.set(response, { release });
    const send = response.send.bind(response);
    response.send = (body) => {
      const cached = cacheable(response, version, body);
      if (cached) response.setHeader('ETag', cached.etag);
      release(cached);
      return send(body);
    };
  }

  const currentVersion = () =>
    catalogue.current().catch((error: unknown) => {
      currentRequest().log.warn({ err: error }, 'response cache unavailable');
      return null;
    });

  return {
    async handler(request, response, next) {
      const key = keyOf(request);
      const version = key === null ? null : await currentVersion();
      const found = key === null || version === null ? null : responses.find(key, version);
      const cached = await found;
      if (cached) return sendCached(request, response, cached);
      response.setHeader('Vary', 'Accept');
      if (key !== null && version !== null && found === null) lead(response, key, version);
      next();
    },
    stopSharing: (response) => leads.get(response)?.release(null),
  };
}
