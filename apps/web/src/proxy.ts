import { type NextRequest, NextResponse } from 'next/server';
import { noticesHeader, writeNotices } from './features/api-proxy/notices.ts';
import { apiHealth, outageHeader } from './features/api-proxy/outage.ts';

/**
 * Inline scripts are Next's own and carry a nonce; nothing is loaded from another origin. WebAssembly
 * resamples the preview of a sample image. Style attributes are allowed because plots place their marks with
 * them.
 */
const policy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    // The explorer's style sheet holds its fonts.
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Whether a path is percent-encoded UTF-8: the router fails on any other. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** A refresh from inside a page, by `fetch`: the router would take a status for a reason to load the page again. */
const isRefresh = (headers: Headers): boolean => headers.get('sec-fetch-dest') === 'empty';

/** What programs ask for gets an error that they can read, as the API would answer. */
const isForApi = (path: string): boolean => /^\/(?:uploads|datasets)\//.test(path);

const malformed = () =>
  NextResponse.json(
    { errors: [{ message: 'The request URL is malformed.', extensions: { code: 'BAD_REQUEST' } }] },
    { status: 400 },
  );

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isForApi(request.nextUrl.pathname)) {
    return isReadable(request.nextUrl.pathname) ? NextResponse.next() : malformed();
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const value = policy(nonce);
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', value);
  headers.delete(outageHeader);
  headers.delete(noticesHeader);
  const { healthy: well, notices } = await apiHealth();
  if (!well) headers.set(outageHeader, '1');
  if (notices.length > 0) headers.set(noticesHeader, writeNotices(notices));
  const status = well || isRefresh(request.headers) ? {} : { status: 503, headers: { 'retry-after': '5' } };
  const response = isReadable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers }, ...status })
    : NextResponse.rewrite(new URL('/_not-found', request.url), { request: { headers } });
  response.headers.set('content-security-policy', value);
  return response;
}

export const config = {
  // A request that passes here has its body kept in memory, so what is handed on to the API must not.
  // No address of those has a percent sign, and the router answers 500 where it cannot decode one.
  matcher: [
    '/((?!_next/static|_next/image|graphql$|graphql/stream$|uploads$|uploads/|datasets/|api/health$|icon.svg$).*)',
    '/(uploads|datasets)/(.*%.*)',
  ],
};
