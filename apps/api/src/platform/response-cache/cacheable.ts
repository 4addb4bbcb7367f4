import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isFieldCacheable } from '../field-options.ts';

/** Whether every field of a valid query, in whatever fragment, is declared `cacheable`. */
export function isCacheable(
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
