import type { SubmissionModel } from '@clusterboard/core';
import { type Problem, type ProblemCode, problemTable } from '@clusterboard/problems';

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemTable, code);

/** The problem that a worker stored, if any. */
export function storedProblem(submission: SubmissionModel): Problem | null {
  const { problemCode: code, problemMessage: message, problemAdvice: advice } = submission;
  if (code === null) return null;
  if (!isProblemCode(code)) throw new Error(`submission ${submission.id} has the unknown problem ${code}`);
  return { code, message: message ?? '', advice: advice ?? '' };
}
