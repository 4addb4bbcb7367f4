import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { ApiContext } from '../context.ts';
import { measureQuery, type QuerySize } from './query-size.ts';

/** A page of 100 entries with all their fields and seed runs is well within these. */
export const queryBounds: QuerySize = { depth: 12, aliases: 20, values: 20_000 };

/** Bounds the parser before anything else has looked at a text. */
export const longestQueryTokens = 3000;

const sentence: Record<keyof QuerySize, (size: number, bound: number) => string> = {
  depth: (size, bound) => `The query is ${size} levels deep; the maximum is ${bound}.`,
  aliases: (size, bound) => `The query has ${size} aliases; the maximum is ${bound}.`,
  values: (size, bound) => `The response could have ${size} values; the maximum is ${bound}.`,
};

/** With the defaults of those that are not given; as they came where they do not fit, for then nothing runs. */
function variableValues(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { coerced } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 });
  return coerced ?? variables;
}

/** The error of an operation that is larger than the bounds; null for any other. */
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
  return new GraphQLError(sentence[exceeded](size[exceeded], queryBounds[exceeded]), {
    extensions: { code: 'QUERY_TOO_LARGE', http: { status: 400 } },
  });
}

/** Refuses an operation that is larger than the bounds before it runs. */
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
