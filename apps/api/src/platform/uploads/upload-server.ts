import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Problem, problem } from '@clusterboard/problems';
import { type DataStore, Server } from '@tus/server';
import { currentRequest } from '../http/request-scope.ts';
import { isUploadId, newUploadId } from './upload-names.ts';
import { invalidUpload, UploadRefused, uploadFailure } from './upload-problem.ts';

/** Long enough for a file name in any script. */
const maxMetadataLength = 2048;
const methods = new Set(['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS']);

const toJson = ({ code, message, advice }: Problem): string => JSON.stringify({ code, message, advice });

type Write = Server['write'];

/** Writes every error as JSON; those of tus itself would be plain text. */
class UploadServer extends Server {
  override write(...[context, headers, status, body = '']: Parameters<Write>): ReturnType<Write> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/json; charset=utf-8');
    return super.write(context, headers, status, body.startsWith('{') ? body : toJson(invalidUpload(body)));
  }
}

export type UploadHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The tus 1.0 protocol under `/uploads`; errors are JSON `{ code, message, advice }`.
 *
 * @param maxBytes largest upload accepted
 */
export function createUploadHandler(store: DataStore, maxBytes: number): UploadHandler {
  const server = new UploadServer({
    path: '/uploads',
    datastore: store,
    maxSize: maxBytes,
    // Behind a proxy only relative URLs are right, and client headers are not trusted.
    relativeLocation: true,
    respectForwardedHeaders: false,
    allowedOrigins: () => false,
    namingFunction: newUploadId,
    getFileIdFromRequest: (_request, last) => (last !== undefined && isUploadId(last) ? last : undefined),
    onIncomingRequest: async ({ headers }) => {
      if ((headers.get('upload-metadata') ?? '').length > maxMetadataLength) {
        throw new UploadRefused(
          400,
          invalidUpload(`its metadata may have at most ${maxMetadataLength} characters`),
        );
      }
    },
    onResponseError: (_request, error) => {
      const { id, log } = currentRequest();
      const failure = uploadFailure(error, maxBytes);
      if (failure.problem === null) log.error({ err: error }, 'upload failed');
      const shown = failure.problem ?? problem('PLATFORM_FAULT', { reference: id });
      return { status_code: failure.status, body: toJson(shown) };
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
