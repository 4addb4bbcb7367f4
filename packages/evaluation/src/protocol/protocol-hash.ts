import { createHash } from 'node:crypto';
import type { Protocol } from './protocol.ts';

/** JSON with the keys of every object in order: one text for equal values. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256, in hexadecimal, of the protocol as JSON with sorted keys and no spaces. */
export const protocolHash = (protocol: Protocol): string =>
  createHash('sha256').update(canonicalJson(protocol)).digest('hex');
