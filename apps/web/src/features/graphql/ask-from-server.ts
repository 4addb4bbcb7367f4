import { readWebEnvironment } from '@clusterboard/environment';
import type { TadaDocumentNode } from 'gql.tada';
import { connection } from 'next/server';
import { type Answer, ask } from './ask.ts';

/** Longer than any page's query may take, shorter than a visitor's patience. */
const patienceMilliseconds = 10_000;

/** Asks the API while a request is served, never during a build. */
export async function askFromServer<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  await connection();
  const signal = AbortSignal.timeout(patienceMilliseconds);
  return ask(`${readWebEnvironment().apiUrl}/graphql`, document, variables, signal).catch(
    (error: unknown) => {
      if (signal.aborted) return { ok: false, reason: 'unavailable' } as const;
      throw error;
    },
  );
}
