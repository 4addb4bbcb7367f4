import { headers } from 'next/headers';

/**
 * Where visitors find this site, such as `https://board.example`. The headers are those that src/server writes,
 * whatever the client sent.
 */
export async function siteOrigin(): Promise<string> {
  const requested = await headers();
  const host = requested.get('x-forwarded-host') ?? requested.get('host') ?? 'localhost';
  const scheme = requested.get('x-forwarded-proto') ?? 'http';
  return `${scheme.split(',')[0]?.trim()}://${host.split(',')[0]?.trim()}`;
}
