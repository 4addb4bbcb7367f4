import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../../graphql-env.d.ts';

/** Parses a GraphQL document whose result and variables are typed by the API's schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Long: number };
}>();

export type { ResultOf } from 'gql.tada';
