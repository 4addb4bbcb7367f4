import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { clientNetwork } from '@clusterboard/environment/client-network';

/**
 * Stands for the client of a request: a hash of its address. The API listens to the web server alone, so the
 * address is the last one in `X-Forwarded-For`: what the nearest proxy has seen, not what a client claims before
 * it. A program on this machine that sends no such header is a client by itself.
 */
export function clientOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const forwarded = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() ?? '';
  const address = forwarded === '' ? (socket.remoteAddress ?? '') : forwarded;
  return createHash('sha256').update(clientNetwork(address)).digest('hex').slice(0, 16);
}
