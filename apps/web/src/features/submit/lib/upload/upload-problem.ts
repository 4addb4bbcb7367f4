import '../form/strict-zod.ts';

import { type Problem, problem } from '@clusterboard/problems';
import { DetailedError } from 'tus-js-client';
import { z } from 'zod';
import { formatWhole } from '../../../formatting/format.ts';

/** As the API's refusals of uploads are written. */
const refusal = z.object({ code: z.string(), message: z.string(), advice: z.string() });

export type UploadProblem = Pick<Problem, 'message' | 'advice'> & { readonly code: string };

/** The sentence for an upload that tus has given up: the API's own, or that it was cut off half way. */
export function uploadProblem(error: Error, sent: number, total: number): UploadProblem {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  return (
    parseRefusal(body) ??
    problem('UPLOAD_INCOMPLETE', { received: formatWhole(sent), expected: formatWhole(total) })
  );
}

function parseRefusal(body: string | undefined): UploadProblem | null {
  try {
    return body ? (refusal.safeParse(JSON.parse(body)).data ?? null) : null;
  } catch {
    return null;
  }
}

/** Whether trying again may help: after a lost connection or a busy server, not after a refusal. */
export function isWorthRetrying(error: Error): boolean {
  const status = error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined;
  if (!status) return true;
  return (status >= 500 && status !== 507) || status === 409 || status === 423;
}
