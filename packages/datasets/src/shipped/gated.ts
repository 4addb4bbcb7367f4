import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, makeFolder } from '@clusterboard/artifacts';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import { z } from 'zod';

/** Datasets that a host may keep only after agreeing to their terms, and whose images are never shown. */
const gatedDatasets: Readonly<Record<string, { readonly name: string; readonly terms: string }>> = {
  objectnet: {
    name: 'ObjectNet',
    terms:
      'ObjectNet may never be used to tune the parameters of any model, and its images may be posted only with their red border of one pixel (https://objectnet.dev/download.html)',
  },
};

const acceptanceSchema = z.strictObject({
  dataset: z.string(),
  terms: z.string(),
  termsSha256: z.string(),
  acceptedBy: z.string(),
  acceptedAt: z.iso.datetime(),
});

export const isGated = (slug: string): boolean => Object.hasOwn(gatedDatasets, slug);

const termsHash = (terms: string): string => createHash('sha256').update(terms).digest('hex');

const recordPath = (datasetsDir: string, slug: string): string =>
  join(datasetsDir, '.licences', `${slug}.json`);

/** Writes down that a person agrees to the terms of a gated dataset; of any other there is nothing to agree to. */
async function acceptTerms(datasetsDir: string, slug: string, acceptedBy: string): Promise<void> {
  const dataset = gatedDatasets[slug];
  if (dataset === undefined) return;
  const path = recordPath(datasetsDir, slug);
  await makeFolder(dirname(path));
  const record = {
    dataset: slug,
    terms: dataset.terms,
    termsSha256: termsHash(dataset.terms),
    acceptedBy,
    acceptedAt: new Date().toISOString(),
  };
  await writeFile(path, `${JSON.stringify(record, null, 2)}\n`, { flush: true });
}

/** Fails with LICENCE_NOT_ACCEPTED unless the terms as they are now were agreed to here, or there are none. */
export async function requireAcceptance(datasetsDir: string, slug: string): Promise<Result<void>> {
  const dataset = gatedDatasets[slug];
  if (dataset === undefined) return success(undefined);
  const text = await readFile(recordPath(datasetsDir, slug), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '{}';
    throw error;
  });
  const accepted = acceptanceSchema.safeParse(parse(text));
  if (accepted.success && accepted.data.termsSha256 === termsHash(dataset.terms)) return success(undefined);
  return failure(problem('LICENCE_NOT_ACCEPTED', dataset));
}

/** Before an import: writes down who agrees, and fails as `requireAcceptance` does. */
export async function agreed(
  datasetsDir: string,
  slug: string,
  acceptedBy: string | undefined,
): Promise<Result<void>> {
  if (acceptedBy !== undefined && acceptedBy.trim() !== '') {
    await acceptTerms(datasetsDir, slug, acceptedBy.trim());
  }
  return requireAcceptance(datasetsDir, slug);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
