import type { ServerResponse } from 'node:http';

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** For all that is no page of the site (those have a policy of their own, in proxy.ts): it loads and runs nothing. */
const policy = [
  "default-src 'none'",
  // Browsers style what they show of an image or of plain text, and badges style themselves.
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A year, as browsers remember it. */
const transportSecurity = 'max-age=31536000';

/**
 * Sees to it that a response, whoever writes it, has the headers that protect its reader.
 *
 * @param secure whether the visitor's connection is encrypted: only then may browsers insist on that
 */
export function protectResponse(response: ServerResponse, secure: boolean): void {
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  if (secure) response.setHeader('Strict-Transport-Security', transportSecurity);
  const { writeHead } = response;
  // As late as this, because Next adds a second policy where there is one, and browsers then obey both.
  response.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
    if (!response.hasHeader('content-security-policy')) response.setHeader('Content-Security-Policy', policy);
    return writeHead.apply(response, args);
  } as typeof writeHead;
}
