import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ApiContext } from '../context.ts';
import { isFieldCacheable } from '../field-options.ts';
import { revalidate } from './cached-response.ts';

/** Whether every field of a valid query, fragments included, is declared `cacheable`. */
function isCacheable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false;
  const types = new TypeInfo(schema);
  let cacheable = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const field = types.getFieldDef();
        cacheable &&=
          name.value === '__typename' || (field !== null && field !== undefined && isFieldCacheable(field));
      },
    }),
  );
  return cacheable;
}

/** Sets `Cache-Control`: whether the response is valid until the catalogue changes. */
export const cacheControl: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    let cacheable = false;
    return {
      async didResolveOperation({ schema, document, operation, contextValue }) {
        cacheable = operation !== undefined && isCacheable(schema, document, operation);
        if (!cacheable) contextValue.stopSharing?.();
      },
      async willSendResponse({ response: { body, http } }) {
        const complete = body.kind === 'single' && body.singleResult.errors === undefined;
        http.headers.set('cache-control', cacheable && complete ? revalidate : 'no-store');
      },
    };
  },
};
