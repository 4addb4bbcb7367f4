import { GraphQLError } from 'graphql';

/** An invalid request. The message is shown to the user. */
export const userError = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
