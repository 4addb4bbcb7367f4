import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createClientAddress } from './client-address.ts';
import { createClientLimits } from './client-limits.ts';
import { type Refusal, refuse } from './refusal.ts';
import { protectResponse } from './response-headers.ts';
import { type AddressSettings, type SiteAddress, siteAddress } from './site-address.ts';

export interface GuardSettings extends AddressSettings {
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
}

const malformed: Refusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The request URL is malformed.',
};

const unknownHost: Refusal = {
  status: 421,
  code: 'HOST_NOT_TRUSTED',
  message:
    'This server is not set up for the address that you used. Its operator can set SITE_URL to that address, such as SITE_URL=https://board.example, and restart it.',
};

const crossSite: Refusal = {
  status: 403,
  code: 'CROSS_SITE_REQUEST',
  message:
    'The page that sent this request is not of this site. If it is, the operator of this server has to set SITE_URL to its address.',
};

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a page of another site sent it: browsers say so by `Origin`, programs send none. */
function isCrossSite({ method = '', headers }: IncomingMessage, { ownOrigins }: SiteAddress): boolean {
  return !safe.has(method) && headers.origin !== undefined && !ownOrigins.includes(headers.origin);
}

const forwarding = /^(?:x-forwarded-.*|forwarded|x-real-ip)$/;

/** Says who asked for what, in place of whatever the client and its proxies said: the site and the API rely on it. */
function stateForwarding(request: IncomingMessage, clientAddress: string, { origin }: SiteAddress): void {
  for (const name of Object.keys(request.headers)) if (forwarding.test(name)) delete request.headers[name];
  const { host, protocol } = new URL(origin);
  request.headers['x-forwarded-for'] = clientAddress;
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}

/** Of the supervisor and of load balancers, which come by address. */
const isHealthCheck = (path: string): boolean => path === '/api/health';

/** Stands before Next: it checks what every request has to fulfil, whatever it asks for. */
export function guard(settings: GuardSettings, next: RequestListener): RequestListener {
  const clientOf = createClientAddress(settings.trustedProxies);
  const admit = createClientLimits(settings.requestsPerMinute);
  return async (request: IncomingMessage, response: ServerResponse) => {
    const client = clientOf(request);
    const path = (request.url ?? '/').replace(/[?#].*$/s, '');
    const address = siteAddress(request, client.secure, settings);
    protectResponse(response, address?.secure ?? client.secure);
    // A whole address would be taken for the host.
    if (!path.startsWith('/')) return refuse(request, response, malformed);
    if (address === null) {
      if (!isHealthCheck(path)) return refuse(request, response, unknownHost);
    } else {
      if (isCrossSite(request, address)) return refuse(request, response, crossSite);
      const limit = await admit(client.key, path, request, response);
      if (limit !== null) return refuse(request, response, limit);
      stateForwarding(request, client.address, address);
    }
    next(request, response);
  };
}
