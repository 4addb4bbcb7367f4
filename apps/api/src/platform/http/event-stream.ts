import type { RequestHandler } from 'express';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
  parse,
} from 'graphql';
import type { Response } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/express';
import type { ApiContext } from '../context.ts';
import { maskFaults } from '../fault-masking.ts';
import { maxQueryTokens, tooLarge } from '../limits/query-bounds.ts';
import { validateSafely } from '../limits/validate-safely.ts';

/** Maximum number of open streams; each reads the database after every change. */
export const maxStreams = 200;

/** The library requires a context with an index signature. */
type StreamContext = ApiContext & Record<PropertyKey, unknown>;

interface StreamOptions {
  readonly schema: GraphQLSchema;
  /** Called for each event, so that loaders don't cache rows of an earlier one. */
  readonly createContext: (signal: AbortSignal) => ApiContext;
  /** Aborts when the server stops; breaks all streams. */
  readonly stopping: AbortSignal;
}

const refuse = (status: number, errors: readonly GraphQLError[]): Response => [
  JSON.stringify({ errors }),
  { status, statusText: '', headers: { 'content-type': 'application/json; charset=utf-8' } },
];

const requestError = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });

const withCode =
  (code: string) =>
  ({ message, nodes }: GraphQLError) =>
    new GraphQLError(message, { nodes: nodes ?? null, extensions: { code } });

/** As many errors as /graphql reports before it gives up. */
const maxErrors = 50;

function readDocument(query: DocumentNode | string): DocumentNode | GraphQLError {
  try {
    return typeof query === 'string' ? parse(query, { maxTokens: maxQueryTokens }) : query;
  } catch (error) {
    return requestError(
      'GRAPHQL_PARSE_FAILED',
      error instanceof Error ? error.message : 'The query is not valid GraphQL.',
    );
  }
}

/** The operation of a stream, or the response that rejects it. */
function checkOperation(
  schema: GraphQLSchema,
  params: { query: DocumentNode | string; operationName?: unknown; variables?: Record<string, unknown> },
): Omit<ExecutionArgs, 'contextValue'> | Response {
  const document = readDocument(params.query);
  if (document instanceof GraphQLError) return refuse(400, [document]);
  const invalid = validateSafely(schema, document);
  if (invalid.length > 0) return refuse(400, invalid.map(withCode('GRAPHQL_VALIDATION_FAILED')));
  const operationName = typeof params.operationName === 'string' ? params.operationName : undefined;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    return refuse(400, [
      requestError(
        'BAD_REQUEST',
        '/graphql/stream accepts subscriptions only; send other operations to /graphql.',
      ),
    ]);
  }
  const variables = params.variables ?? {};
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors });
  if (errors) return refuse(400, errors.map(withCode('BAD_USER_INPUT')));
  const refusal = tooLarge(schema, document, operation, variables);
  if (refusal) return refuse(400, [refusal]);
  return { schema, document, operationName, variableValues: variables };
}

function masked(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const { message, extensions } = maskFaults(error.toJSON(), error);
    return new GraphQLError(message, { path: error.path, extensions });
  });
  return { ...result, errors };
}

/** Serves GraphQL subscriptions as Server-Sent Events (graphql-sse, distinct connections). */
export function eventStream({ schema, createContext, stopping }: StreamOptions): RequestHandler {
  const open = new Set<{ destroy(): unknown }>();
  // “complete” would say that nothing more will come; after a broken connection, clients ask again with their cursor.
  stopping.addEventListener('abort', () => {
    for (const response of open) response.destroy();
  });
  const handle = createHandler<StreamContext>({
    authenticate: () => null,
    onSubscribe(request, params) {
      if (open.size >= maxStreams) {
        return refuse(503, [
          requestError('TOO_MANY_STREAMS', `Too many open streams; the maximum is ${maxStreams}.`),
        ]);
      }
      const checked = checkOperation(schema, params);
      if (Array.isArray(checked)) return checked as unknown as Response;
      const gone = new AbortController();
      const { res: response } = request.context;
      open.add(response);
      response.once('close', () => {
        open.delete(response);
        gone.abort();
      });
      const signal = AbortSignal.any([gone.signal, stopping]);
      return { ...(checked as ExecutionArgs), contextValue: { ...createContext(signal) } };
    },
    async subscribe(args) {
      const source = await createSourceEventStream(args);
      if (!(Symbol.asyncIterator in source)) return masked(source);
      return executeEach(source, (rootValue) => {
        const contextValue = createContext(args.contextValue.signal);
        return execute({ ...args, rootValue, contextValue });
      });
    },
  });
  return async (request, response, next) => {
    // Another site's page can send no JSON without a preflight.
    if (request.method === 'POST' && !request.is('application/json')) {
      response.status(415).json({ errors: [requestError('BAD_REQUEST', 'The request body must be JSON.')] });
      return;
    }
    response.setHeader('X-Accel-Buffering', 'no');
    await handle(request, response).catch(next);
  };
}

async function* executeEach(
  source: AsyncIterable<unknown>,
  execution: (event: unknown) => Promise<ExecutionResult> | ExecutionResult,
): AsyncGenerator<ExecutionResult> {
  try {
    for await (const event of source) yield masked(await execution(event));
  } catch (error) {
    yield masked({
      errors: [
        error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
      ],
    });
  }
}
