import { open } from 'node:fs/promises';
import { PlatformFault, type Problem, problem } from '@clusterboard/problems';
import { hashSealed } from './canonical-json.ts';

/** @param object what is damaged, as the beginning of a sentence: “The stored model” */
export const damagedBytes = (object: string, expected: string, found: string): Problem =>
  problem('STORED_BYTES_DAMAGED', { object, expected, found });

/**
 * Compares the hash of stored bytes with the one that was recorded when they were stored.
 *
 * @throws PlatformFault STORED_BYTES_DAMAGED
 */
export function requireHash(object: string, expected: string, found: string): void {
  if (found !== expected) throw new PlatformFault(damagedBytes(object, expected, found));
}

/**
 * {@link requireHash} of a sealed document, such as a receipt; one without a hash is let through.
 *
 * @throws PlatformFault STORED_BYTES_DAMAGED
 */
export function requireSeal(object: string, document: unknown): void {
  if (typeof document !== 'object' || document === null || !('sha256' in document)) return;
  requireHash(object, String(document.sha256), hashSealed(document));
}

/** Writes a file, or the names in a folder, to the disk: a rename alone may survive a power cut without them. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
