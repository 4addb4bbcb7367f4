import { print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';

/** What a request to the API returns; `unavailable` is the API down, starting or cut off. */
export type QueryResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly reason: 'unavailable' };

interface GraphqlResponse<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** What a server before the API answers in its place, or the API while it starts. */
const outages = new Set([502, 503, 504]);
const unavailable = { ok: false, reason: 'unavailable' } as const;

/**
 * Sends one GraphQL operation.
 *
 * @throws Error with the API's messages when it answers with errors, which only a fault does
 */
export async function fetchGraphql<Data, Variables>(
  endpoint: string,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<QueryResult<Data>> {
  const response = await send(endpoint, { query: print(document), variables }, signal);
  if (response === null || outages.has(response.status)) return unavailable;
  const body = (await response.json()) as GraphqlResponse<Data>;
  if (body.data && !body.errors?.length) return { ok: true, data: body.data };
  throw new Error(body.errors?.map(({ message }) => message).join('; ') || `HTTP ${response.status}`);
}

async function send(endpoint: string, body: unknown, signal?: AbortSignal): Promise<Response | null> {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify(body),
      cache: 'no-store',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}
