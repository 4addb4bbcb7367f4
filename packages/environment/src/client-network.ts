import ipaddr from 'ipaddr.js';

/**
 * What limits count by: an IPv4 address or, of an IPv6 address, its /64, whose other half is for a subscriber to
 * choose. What is no address stays as it is.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const prefix = parsed.toByteArray().slice(0, 8);
  return `${Buffer.from(prefix).toString('hex')}::/64`;
}
