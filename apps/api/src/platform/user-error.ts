import { GraphQLError } from 'graphql';

/** A question that cannot be answered as it was asked; the sentence is for people. */
export const userError = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
