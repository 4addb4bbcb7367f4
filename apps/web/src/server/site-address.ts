import type { IncomingMessage } from 'node:http';

/** Where a request came to: the origin that links, redirects and citations begin with. */
export interface SiteAddress {
  readonly origin: string;
  /** Whether the visitor's connection is encrypted, as far as we know. */
  readonly secure: boolean;
  /** Origins of the site's own pages, in the header `Origin`. */
  readonly ownOrigins: readonly string[];
}

export interface AddressSettings {
  readonly siteUrl: string | undefined;
  /** The name of this machine in its network. */
  readonly machine: string;
}

/** The host of a `Host` header; null where it is none. */
function parseHost(header: string | undefined): { readonly name: string; readonly host: string } | null {
  if (header === undefined || !/^[\w.-]+(?::\d{1,5})?$|^\[[\da-fA-F:.]+\](?::\d{1,5})?$/.test(header))
    return null;
  if (!URL.canParse(`http://${header}`)) return null;
  const { hostname, host } = new URL(`http://${header}`);
  return { name: hostname.replace(/\.$/, ''), host };
}

const isLoopback = (name: string): boolean =>
  name === 'localhost' ||
  name.endsWith('.localhost') ||
  name === '[::1]' ||
  /^127(?:\.\d{1,3}){3}$/.test(name);

/** `::ffff:192.0.2.1`, as sockets for both families report it, is `192.0.2.1`. */
const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/i, '');

/**
 * Whether nobody but the owner of this machine can have given it that name: loopback, the address that was
 * connected to, or the machine's own name. Any other may be a stranger's, whose page would then be of the
 * same origin as the site (DNS rebinding), or stand in links that a cache keeps.
 */
function isOwnName(name: string, request: IncomingMessage, machine: string): boolean {
  const connectedTo = plainAddress(request.socket.localAddress);
  const own = machine.toLowerCase();
  return (
    isLoopback(name) ||
    name === connectedTo ||
    name === `[${connectedTo}]` ||
    [own, `${own}.local`].includes(name)
  );
}

/**
 * The address of the site for a request; null if it came to a host that is not known to be the site's.
 *
 * @param secure whether a trusted proxy says that the visitor's connection is encrypted
 */
export function siteAddress(
  request: IncomingMessage,
  secure: boolean,
  { siteUrl, machine }: AddressSettings,
): SiteAddress | null {
  const requested = parseHost(request.headers.host);
  if (requested === null) return null;
  const here = `${secure ? 'https' : 'http'}://${requested.host}`;
  if (siteUrl === undefined) {
    return isOwnName(requested.name, request, machine) ? { origin: here, secure, ownOrigins: [here] } : null;
  }
  if (new URL(here).host === new URL(siteUrl).host || new URL(siteUrl).hostname === requested.name) {
    return { origin: siteUrl, secure: siteUrl.startsWith('https:'), ownOrigins: [siteUrl] };
  }
  // The operator's browser on this machine, or a proxy that does not pass on the host.
  return isOwnName(requested.name, request, machine)
    ? { origin: siteUrl, secure, ownOrigins: [siteUrl, here] }
    : null;
}
