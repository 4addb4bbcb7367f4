import { readWebEnvironment } from '@clusterboard/environment';
import type { TadaDocumentNode } from 'gql.tada';
import { connection } from 'next/server';
import { knownOutage, timeoutMilliseconds } from '../api-proxy/outage.ts';
import { fetchGraphql, type QueryResult } from './fetch-graphql.ts';

/** Asks the API while a request is served, never during a build. */
export async function fetchGraphqlOnServer<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<QueryResult<Data>> {
  await connection();
  if (await knownOutage()) return { ok: false, reason: 'unavailable' };
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  return fetchGraphql(`${readWebEnvironment().apiUrl}/graphql`, document, variables, signal).catch(
    (error: unknown) => {
      if (signal.aborted) return { ok: false, reason: 'unavailable' } as const;
      throw error;
    },
  );
}
