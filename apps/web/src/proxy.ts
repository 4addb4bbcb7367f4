import { type NextRequest, NextResponse } from 'next/server';

/**
 * Inline scripts are Next's own and carry a nonce; nothing is loaded from another origin. Style
 * attributes are allowed because Base UI positions its popups with them.
 */
const policy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
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
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', value);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', value);
  return response;
}

export const config = {
  // A request that passes here has its body kept in memory, so what is handed on to the API must not.
  matcher: ['/((?!_next/static|_next/image|graphql|uploads|datasets|api/|icon.svg).*)'],
};
