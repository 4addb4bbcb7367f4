import type { ApolloServerOptions } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { statementTimedOut } from '@clusterboard/core';
import { PlatformFault, problem } from '@clusterboard/problems';
import { GraphQLError } from 'graphql';
import type { ApiContext } from './context.ts';
import { currentRequest } from './http/request-scope.ts';

/** Codes of errors that the client can fix; all others are server errors. */
const publicCodes = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_LARGE',
]);

/** Apollo rejects some requests without a code, such as a persisted query with a wrong hash. */
const isRefusal = (error: unknown): boolean => {
  if (!(error instanceof GraphQLError) || error.path !== undefined || error.originalError) return false;
  const { http } = error.extensions;
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
};

/** What graphql-js adds, without a code, to the first fifty errors in the variables of a request. */
const isTooManyVariableErrors = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  error.path === undefined &&
  !error.originalError &&
  error.message.startsWith('Too many errors processing variables');

type FormatError = NonNullable<ApolloServerOptions<ApiContext>['formatError']>;

/** Replaces server errors by a code and the request ID; the stack is in the log under that ID. */
export const maskFaults: FormatError = (formatted, error) => {
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && publicCodes.has(code)) return formatted;
  if (isRefusal(error)) return { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_REQUEST' } };
  if (isTooManyVariableErrors(error)) {
    return { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } };
  }
  const { id, log } = currentRequest();
  if (statementTimedOut(unwrapResolverError(error))) {
    log.warn({ path: formatted.path }, 'query timed out');
    const message = 'The query took too long. Request less at once, or an earlier page.';
    return {
      message,
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'QUERY_TOO_SLOW', reference: id },
    };
  }
  const fault = unwrapResolverError(error);
  log.error({ err: fault, path: formatted.path }, 'query failed');
  const {
    code: faultCode,
    message,
    advice,
  } = fault instanceof PlatformFault ? fault.problem : problem('PLATFORM_FAULT', { reference: id });
  return {
    message,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: faultCode, reference: id, advice },
  };
};
