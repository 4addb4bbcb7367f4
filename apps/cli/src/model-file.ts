import { stat } from 'node:fs/promises';
import { hashFile } from '@clusterboard/artifacts';
import { unreadable } from '@clusterboard/artifacts/file-problem';
import { failure, type Result, success } from '@clusterboard/problems';
import type { EvaluationJob } from './run-evaluation.ts';

/** Hashes a model. Fails with FILE_UNREADABLE. */
export async function measureModel(path: string): Promise<Result<EvaluationJob['model']>> {
  try {
    const { size } = await stat(path);
    return success({ path, sha256: await hashFile(path), bytes: size });
  } catch (error) {
    return failure(unreadable(path, error));
  }
}
