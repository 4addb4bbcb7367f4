import { createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isMissing } from '@clusterboard/artifacts';
import type { Submitter } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';

/** Who submits, and by which request. */
export interface SubmitRequester {
  readonly requestId: string;
  readonly submitter: Submitter;
}

/** Of a client as {@link clientOf} names it. */
type SubmitterOf = (client: string) => Submitter;

const keyLength = 64;

/** The key of this server, the same for all processes on its data directory; made at the first start. */
async function readKey(dataDir: string): Promise<string> {
  const path = join(dataDir, 'client-key');
  const stored = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  if (stored.length >= keyLength) return stored;
  // Written whole before it has its name: another process may make one at the same time.
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(made, randomBytes(keyLength / 2).toString('hex'), { mode: 0o600, flag: 'wx' });
    await link(made, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(made, { force: true });
  }
  return readFile(path, 'utf8');
}

/**
 * What is stored of a client while its submissions wait: a hash under a key that is not in the database, since
 * hashes of addresses without one could be undone by trying every address.
 */
export async function openSubmitters(dataDir: string, maxPending: number): Promise<SubmitterOf> {
  const key = await readKey(dataDir);
  return (client) => ({
    client: createHmac('sha256', key).update(client).digest('hex').slice(0, 32),
    maxPending,
  });
}

export const tooManySubmissions = (pending: number, { maxPending }: Submitter): Problem =>
  problem('TOO_MANY_SUBMISSIONS', { pending, limit: maxPending });
