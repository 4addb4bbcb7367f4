import { type SubmissionFields, submissionFields } from '@clusterboard/onnx/submission-fields';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { type Problem, problem } from '@clusterboard/problems';

/** A problem with one field of a form, or with the whole form. */
export interface FieldProblem {
  /** Path in the input, such as `name` or `preprocessing.std`. */
  readonly field: string | null;
  readonly problem: Problem;
}

export interface GivenFields {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly submittedBy: string;
  readonly preprocessing: { readonly [Key in keyof Preprocessing]?: Preprocessing[Key] | null | undefined };
  readonly outputName?: string | null | undefined;
  readonly layout?: SubmissionFields['layout'] | undefined;
  readonly pooling?: SubmissionFields['pooling'] | undefined;
}

const labels: Readonly<Record<keyof SubmissionFields, string>> = {
  name: 'Name',
  description: 'Description',
  submittedBy: 'Submitted by',
  preprocessing: 'Preprocessing',
  outputName: 'Output',
  layout: 'Layout',
  pooling: 'Pooling',
};

const isField = (name: PropertyKey | undefined): name is keyof SubmissionFields =>
  name !== undefined && Object.hasOwn(labels, name);

const fieldProblem = (path: readonly PropertyKey[], reason: string): FieldProblem => {
  const [field] = path;
  return {
    field: path.slice(0, 2).map(String).join('.'),
    problem: problem('INVALID_FIELD', { field: isField(field) ? labels[field] : 'Submission', reason }),
  };
};

/** GraphQL has null where the schema has undefined. */
function asGiven({ preprocessing, description, outputName, layout, pooling, ...rest }: GivenFields) {
  const { shorterSide, ...others } = preprocessing;
  return {
    ...rest,
    description: description ?? '',
    preprocessing: typeof shorterSide === 'number' ? { ...others, shorterSide } : others,
    outputName: outputName?.trim() || null,
    layout: layout ?? null,
    pooling: pooling ?? null,
  };
}

/** Validates a form: its fields as they are stored, or all problems. */
export function checkFields(
  given: GivenFields,
):
  | { readonly problems: readonly FieldProblem[]; readonly fields: null }
  | { readonly problems: readonly []; readonly fields: SubmissionFields } {
  const parsed = submissionFields.safeParse(asGiven(given));
  if (parsed.success) return { problems: [], fields: parsed.data };
  return {
    problems: parsed.error.issues.map(({ path, message }) => fieldProblem(path, message)),
    fields: null,
  };
}
