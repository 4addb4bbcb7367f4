import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Of an IPv6 address the network: its other half is for a subscriber to choose. */
function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(mapped)) return mapped;
  const [head = '', tail] = mapped.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const behind = tail === undefined ? 0 : tail.split(':').filter((group) => group !== '').length;
  while (tail !== undefined && groups.length < 8 - behind) groups.push('0');
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * Stands for the client of a request: a hash of its address. The API listens to the web server alone, so the
 * address is the last one in `X-Forwarded-For`: what the nearest proxy has seen, not what a client claims before
 * it. A program on this machine that sends no such header is a client by itself.
 */
export function clientOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const forwarded = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() ?? '';
  const address = forwarded === '' ? (socket.remoteAddress ?? '') : forwarded;
  return createHash('sha256').update(networkOf(address)).digest('hex').slice(0, 16);
}
