import type { SubmissionModel } from '@clusterboard/database';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { FieldProblem } from '../schema/problem.ts';

export interface SubmitModelInput {
  readonly uploadId: string;
  readonly benchmark: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly submittedBy: string;
  readonly preprocessing: Record<keyof Preprocessing, unknown> | object;
  readonly outputName?: string | null | undefined;
  readonly pooling: 'mean' | 'first';
}
export type SubmitModelResult =
  | { readonly ok: true; readonly submission: SubmissionModel }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };
export type SubmitModel = (input: SubmitModelInput) => Promise<SubmitModelResult>;
