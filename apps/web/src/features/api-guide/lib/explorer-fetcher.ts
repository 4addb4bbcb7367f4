import { type DocumentNode, Kind, OperationTypeNode } from '@0no-co/graphql.web';
import type { GraphiQLProps } from 'graphiql';
import { createClient } from 'graphql-sse';

const isSubscription = (document: DocumentNode, operationName: string | null): boolean =>
  document.definitions.some(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      node.operation === OperationTypeNode.SUBSCRIPTION &&
      (operationName === null || node.name?.value === operationName),
  );

/** How GraphiQL asks the API at `endpoint`; subscriptions are streamed from an address below it. */
export function explorerFetcher(endpoint: string): GraphiQLProps['fetcher'] {
  const streams = createClient({ url: `${endpoint}/stream`, retryAttempts: 0 });
  return async ({ query, variables, operationName = null }, { documentAST } = {}) => {
    const request = { query, variables, ...(operationName === null ? {} : { operationName }) };
    if (documentAST && isSubscription(documentAST, operationName)) return streams.iterate(request);
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return response.json();
  };
}
