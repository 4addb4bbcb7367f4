import type { Problem } from '@clusterboard/problems';

/** A problem with one field of a form; no field means that it concerns the whole. */
export interface FieldProblem {
  /** Path in the input, such as `name` or `preprocessing.std`. */
  readonly field: string | null;
  readonly problem: Problem;
}
