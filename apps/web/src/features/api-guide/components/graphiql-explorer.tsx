'use client';

import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { explorerFetcher } from '../lib/explorer-fetcher.ts';

const fetcher = explorerFetcher('/graphql');

/** GraphiQL, served by this site alone. */
export const GraphiqlExplorer = ({ query }: { query: string }) => (
  <GraphiQL fetcher={fetcher} defaultQuery={query} />
);
