import { headersForApi, headersForBrowser } from './headers.ts';

/** Statuses whose responses have no body; `Response` refuses one. */
const bodiless = new Set([101, 204, 205, 304]);

const unreachable = () =>
  Response.json(
    {
      errors: [
        {
          message: 'The API of this site does not answer. Try again in a moment.',
          extensions: { code: 'API_UNREACHABLE' },
        },
      ],
    },
    { status: 502, headers: { 'cache-control': 'no-store', 'retry-after': '2' } },
  );

/**
 * Hands a request on to the API and its answer back, path and query unchanged. Bodies are streamed
 * both ways and never held: a model file may have 1 GiB. Answers 502 when the API does not.
 */
export async function forward(request: Request, apiUrl: string): Promise<Response> {
  const url = new URL(request.url);
  try {
    const answer = await fetch(`${apiUrl}${url.pathname}${url.search}`, {
      method: request.method,
      headers: headersForApi(request.headers, url),
      body: request.body,
      redirect: 'manual',
      cache: 'no-store',
      signal: request.signal,
      ...(request.body ? { duplex: 'half' } : {}),
    });
    return new Response(bodiless.has(answer.status) ? null : answer.body, {
      status: answer.status,
      statusText: answer.statusText,
      headers: headersForBrowser(answer.headers),
    });
  } catch {
    return unreachable();
  }
}
