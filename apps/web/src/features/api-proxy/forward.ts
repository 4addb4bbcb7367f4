import { headersForApi, headersForBrowser } from './headers.ts';

/** Statuses whose responses have no body; `Response` refuses one. */
const bodiless = new Set([101, 204, 205, 304]);

/** Milliseconds; more than the API needs for anything that it is asked. */
const answerPatience = 30_000;

const failure = (status: 502 | 504, code: string, message: string) =>
  Response.json(
    { errors: [{ message, extensions: { code } }] },
    { status, headers: { 'cache-control': 'no-store', 'retry-after': '2' } },
  );

/** A signal that comes `milliseconds` after `start`, unless `end` is called before, or was already. */
function deadline(milliseconds: number) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  return {
    signal: controller.signal,
    start: () => {
      // An answer may come before the request is at its end, and is still being read then.
      if (!ended) timer = setTimeout(() => controller.abort(), milliseconds);
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}

/** The body as it is, with word of its end. */
const endTold = (body: ReadableStream<Uint8Array>, onEnd: () => void) =>
  body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ flush: onEnd }));

/**
 * Hands a request on to the API and its answer back, path and query unchanged. Bodies are streamed
 * both ways and never held: a model file may have 1 GiB. Answers 502 when the API does not, and 504 when it
 * has the whole request and sends no headers for `patience` milliseconds.
 */
export async function forward(
  request: Request,
  apiUrl: string,
  patience = answerPatience,
): Promise<Response> {
  const url = new URL(request.url);
  const late = deadline(patience);
  if (!request.body) late.start();
  try {
    const result = await fetch(`${apiUrl}${url.pathname}${url.search}`, {
      method: request.method,
      headers: headersForApi(request.headers, url),
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, late.signal]),
      ...(request.body ? { body: endTold(request.body, late.start), duplex: 'half' } : {}),
    });
    return new Response(bodiless.has(result.status) ? null : result.body, {
      status: result.status,
      statusText: result.statusText,
      headers: headersForBrowser(result.headers),
    });
  } catch {
    return late.signal.aborted
      ? failure(504, 'API_SILENT', 'The API of this site has not answered in time. Try again in a moment.')
      : failure(502, 'API_UNREACHABLE', 'The API of this site does not answer. Try again in a moment.');
  } finally {
    late.end();
  }
}
