import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { CatalogueVersion } from '@clusterboard/core';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../context.ts';
import { type KeptAnswer, revalidate, sendKept } from '../response-cache/cached-response.ts';
import { questionNames } from '../response-cache/request-key.ts';
import { sharedAnswers } from '../response-cache/shared-responses.ts';
import { currentRequest } from './request-scope.ts';

interface GraphqlOptions {
  readonly apollo: ApolloServer<ApiContext>;
  readonly catalogue: CatalogueVersion;
  readonly createContext: () => ApiContext;
}

interface Made {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

function requestOf(request: Request): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const mark = request.url.indexOf('?');
  const search = mark === -1 ? '' : request.url.slice(mark);
  return { method: request.method.toUpperCase(), headers, search, body: request.body };
}

function send(response: Response, { status, headers, text }: Made): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader('Vary', 'Accept');
  response.status(status).send(text);
}

/**
 * Answers GraphQL. What was answered at this version of the catalogue is given again, and what is being
 * answered is waited for, without running the query. The version is read for every question, so that no
 * answer is older than the question. Whoever asks and leaves does not end what others wait for.
 */
export function graphqlAnswers({ apollo, catalogue, createContext }: GraphqlOptions): RequestHandler {
  const nameOf = questionNames();
  const answers = sharedAnswers();

  async function make(request: Request, notToBeShared?: () => void): Promise<Made> {
    const context = { ...createContext(), ...(notToBeShared ? { notToBeShared } : {}) };
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: requestOf(request),
      context: async () => context,
    });
    if (body.kind !== 'complete') throw new Error('an answer comes in one piece');
    return { status: status ?? 200, headers, text: body.string };
  }

  function keepable(request: Request, version: string, { status, headers, text }: Made): KeptAnswer | null {
    if (status !== 200 || headers.get('cache-control') !== revalidate) return null;
    const body = Buffer.from(text);
    return { version, body, etag: request.app.get('etag fn')(body) };
  }

  async function lead(request: Request, question: string, version: string): Promise<Made> {
    const { release } = answers.lead(question, version);
    let answer: KeptAnswer | null = null;
    try {
      const made = await make(request, () => release(null));
      answer = keepable(request, version, made);
      return made;
    } finally {
      release(answer);
    }
  }

  const versionNow = () =>
    catalogue.current().catch((error: unknown) => {
      currentRequest().log.warn({ err: error }, 'response cache unavailable');
      return null;
    });

  return async (request, response) => {
    const question = nameOf(request);
    const version = question === null ? null : await versionNow();
    if (question === null || version === null) return send(response, await make(request));
    const found = answers.find(question, version);
    if (found === null) return send(response, await lead(request, question, version));
    const answer = await found;
    if (answer) return sendKept(request, response, answer);
    send(response, await make(request));
  };
}
