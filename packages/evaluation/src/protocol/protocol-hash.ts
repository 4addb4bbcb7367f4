import { hashJson } from '@clusterboard/artifacts/canonical-json';
import type { Protocol } from './protocol.ts';

/** SHA-256, in hexadecimal, of the protocol's canonical JSON. */
export const protocolHash = (protocol: Protocol): string => hashJson(protocol);
