import type { IncomingMessage } from 'node:http';
import { clientNetwork } from '@clusterboard/environment/client-network';
import proxyAddr from 'proxy-addr';

export interface Client {
  /** IP address. */
  readonly address: string;
  /** What limits count by, see {@link clientNetwork}. */
  readonly key: string;
  /** Whether a trusted proxy says that the client's connection is encrypted. */
  readonly secure: boolean;
}

/**
 * Tells who sent a request: the other end of its connection or, behind trusted proxies, the last address in
 * `X-Forwarded-For` that is not one of theirs. What comes before that is whatever the client wrote.
 */
export function createClientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => Client {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => {
    const address = proxyAddr(request, isTrusted) ?? 'unknown';
    const behindProxy = isTrusted(request.socket.remoteAddress ?? '', 0);
    const scheme = String(request.headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    return { address, key: clientNetwork(address), secure: behindProxy && scheme === 'https' };
  };
}
