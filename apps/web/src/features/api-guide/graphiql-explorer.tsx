'use client';

import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';

/** GraphiQL, served by this site alone. Subscriptions are asked at `/graphql/stream`, not here. */
async function fetcher(question: object): Promise<unknown> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  return response.json();
}

export const GraphiqlExplorer = ({ query }: { query: string }) => (
  <GraphiQL fetcher={fetcher as never} defaultQuery={query} />
);
