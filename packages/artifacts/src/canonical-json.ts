import { createHash } from 'node:crypto';
import { canonicalizeEx } from 'json-canonicalize';

/** One text for equal values (RFC 8785); what JSON leaves out is left out. Throws on NaN and infinity. */
const canonicalJson = (value: unknown): string =>
  canonicalizeEx(value, { filterUndefined: true, undefinedInArrayToNull: true });

/** SHA-256, in hexadecimal, of a value's canonical JSON. */
export const hashJson = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');

/** The hash that a sealed document bears in its field `sha256`: of all the rest. */
export const hashSealed = (document: object): string => hashJson({ ...document, sha256: undefined });
