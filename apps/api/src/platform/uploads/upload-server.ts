import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Problem, problem } from '@clusterboard/problems';
import { type DataStore, Server } from '@tus/server';
import { currentRequest } from '../http/request-scope.ts';
import { isUploadId, newUploadId } from './upload-id.ts';
import { answerTo, invalidUpload, UploadRefused } from './upload-problem.ts';

/** Long enough for a file name in any script. */
const longestMetadata = 2048;
const methods = new Set(['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS']);

const toJson = ({ code, message, advice }: Problem): string => JSON.stringify({ code, message, advice });

type Write = Server['write'];

/** Writes every refusal as JSON; those that tus words itself are plain text otherwise. */
class UploadServer extends Server {
  override write(...[context, headers, status, body = '']: Parameters<Write>): ReturnType<Write> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/json; charset=utf-8');
    return super.write(context, headers, status, body.startsWith('{') ? body : toJson(invalidUpload(body)));
  }
}

export type UploadHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The tus 1.0 protocol under `/uploads`; refusals are JSON `{ code, message, advice }`.
 *
 * @param maxBytes largest upload accepted
 */
export function createUploadHandler(store: DataStore, maxBytes: number): UploadHandler {
  const server = new UploadServer({
    path: '/uploads',
    datastore: store,
    maxSize: maxBytes,
    // Behind a proxy only a relative address is right, and no header of a client is trusted to say more.
    relativeLocation: true,
    respectForwardedHeaders: false,
    allowedOrigins: () => false,
    namingFunction: newUploadId,
    getFileIdFromRequest: (_request, last) => (last !== undefined && isUploadId(last) ? last : undefined),
    onIncomingRequest: async ({ headers }) => {
      if ((headers.get('upload-metadata') ?? '').length > longestMetadata) {
        throw new UploadRefused(
          400,
          invalidUpload(`its metadata may have at most ${longestMetadata} characters`),
        );
      }
    },
    onResponseError: (_request, error) => {
      const { id, log } = currentRequest();
      const answer = answerTo(error, maxBytes);
      if (answer.problem === null) log.error({ err: error }, 'an upload failed');
      const told = answer.problem ?? problem('PLATFORM_FAULT', { reference: id });
      return { status_code: answer.status, body: toJson(told) };
    },
  });
  return async (request, response) => {
    if (!methods.has(request.method ?? '')) {
      response.writeHead(405, { allow: [...methods].join(', ') }).end();
      return;
    }
    await server.handle(request, response);
  };
}
