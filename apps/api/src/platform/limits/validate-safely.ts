import type { RequestHandler } from 'express';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { maxQueryTokens } from './query-bounds.ts';

/**
 * The validation errors of a document. graphql-js throws, instead of reporting, where `@skip` or `@include` at the
 * root of a subscription has a value that is not known yet, or none that its type allows.
 */
export function validateSafely(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function thrownError(schema: GraphQLSchema, query: string): GraphQLError | null {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: maxQueryTokens });
  } catch {
    return null;
  }
  try {
    validate(schema, document);
    return null;
  } catch (error) {
    return error instanceof GraphQLError ? error : null;
  }
}

/** Rejects documents whose validation throws: Apollo would take that for an error of the server. */
export const refuseInvalidSubscriptions =
  (schema: GraphQLSchema): RequestHandler =>
  (request, response, next) => {
    const query: unknown = request.method === 'GET' ? request.query.query : request.body?.query;
    const thrown =
      typeof query === 'string' && query.includes('subscription') ? thrownError(schema, query) : null;
    if (thrown === null) return next();
    const { message, locations } = thrown.toJSON();
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
    response.status(400).json({ errors: [{ message, locations, extensions }] });
  };
