import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { ApiContext } from '../context.ts';
import { measureQuery, type QuerySize } from './query-size.ts';

/** A page of 100 entries with all fields and seed runs is well within these limits. */
export const queryBounds: QuerySize = { depth: 12, aliases: 20, values: 20_000 };

/** Limit of the parser, which runs first. */
export const maxQueryTokens = 3000;

const messages: Record<keyof QuerySize, (size: number, bound: number) => string> = {
  depth: (size, bound) => `The query is ${size} levels deep; the maximum is ${bound}.`,
  aliases: (size, bound) => `The query has ${size} aliases; the maximum is ${bound}.`,
  values: (size, bound) => `The response could have ${size} values; the maximum is ${bound}.`,
};

/** Variables with defaults; unchanged if they are invalid, because the operation then does not execute. */
function variableValues(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { coerced } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 });
  return coerced ?? variables;
}

/** The error of an operation that exceeds the limits; null for others. */
export function tooLarge(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const size = measureQuery(schema, document, operation, variableValues(schema, operation, variables));
  const exceeded = (['depth', 'aliases', 'values'] as const).find(
    (bound) => size[bound] > queryBounds[bound],
  );
  if (exceeded === undefined) return null;
  return new GraphQLError(messages[exceeded](size[exceeded], queryBounds[exceeded]), {
    extensions: { code: 'QUERY_TOO_LARGE', http: { status: 400 } },
  });
}

/** Rejects operations that exceed the limits, before they execute. */
export const boundQueries: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        const refusal = operation && tooLarge(schema, document, operation, request.variables ?? {});
        if (refusal) throw refusal;
      },
    };
  },
};

/** Rejects subscriptions: Apollo would execute them like queries, with a root value that has no event. */
export const refuseSubscriptions: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
        throw new GraphQLError('Send subscriptions to /graphql/stream.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
        });
      },
    };
  },
};
