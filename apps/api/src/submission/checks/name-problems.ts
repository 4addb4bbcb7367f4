import { type Database, rankedNames } from '@clusterboard/core';
import { imitates, skeleton } from '@clusterboard/onnx/name-likeness';
import { problem } from '@clusterboard/problems';
import type { FieldProblem } from '../submission-fields.ts';

/**
 * Whether a name would be taken for that of another entry. The same name is no imitation: there are no accounts,
 * and the next version of an encoder may keep its name.
 */
export async function nameProblems(
  database: Database,
  benchmarkId: string | undefined,
  name: string | undefined,
): Promise<FieldProblem[]> {
  if (benchmarkId === undefined || name === undefined) return [];
  const alike = await rankedNames(database, benchmarkId, skeleton(name));
  const [imitated] = alike;
  if (imitated === undefined || !alike.every((other) => imitates(name, other))) return [];
  const reason = `It looks like “${imitated}”, an entry of this benchmark. Use another name, or the same characters.`;
  return [{ field: 'name', problem: problem('INVALID_FIELD', { field: 'Name', reason }) }];
}
