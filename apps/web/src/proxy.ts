import { type NextRequest, NextResponse } from 'next/server';

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

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const value = policy(nonce);
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', value);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', value);
  return response;
}

export const config = {
  // A request that passes here has its body kept in memory, so what is handed on to the API must not.
  matcher: ['/((?!_next/static|_next/image|graphql|uploads|datasets|api/|icon.svg).*)'],
};
