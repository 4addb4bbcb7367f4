import { encoderOutput } from '@clusterboard/onnx';
import { type Preprocessing, preprocessing } from '@clusterboard/preprocessing';
import { problem } from '@clusterboard/problems';
import type { FieldProblem } from './field-problem.ts';

export interface GivenFields {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly submittedBy: string;
  readonly preprocessing: { readonly [Key in keyof Preprocessing]?: Preprocessing[Key] | null | undefined };
  readonly outputName?: string | null | undefined;
}

export interface CheckedFields {
  readonly name: string;
  readonly description: string;
  readonly submittedBy: string;
  readonly preprocessing: Preprocessing;
  readonly outputName: string | null;
}

// Bidirectional overrides would let one row of a board write over its neighbours.
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const unprintableInText = /[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const invalid = (field: string, label: string, reason: string): FieldProblem => ({
  field,
  problem: problem('INVALID_FIELD', { field: label, reason }),
});

function checkLine(field: string, label: string, given: string): FieldProblem[] {
  const length = [...given].length;
  if (length < 1 || length > 80) return [invalid(field, label, 'it needs 1 to 80 characters.')];
  if (unprintable.test(given) || !given.isWellFormed()) {
    return [invalid(field, label, 'it holds characters that cannot be shown.')];
  }
  return [];
}

function checkDescription(given: string): FieldProblem[] {
  if ([...given].length > 2000) {
    return [invalid('description', 'Description', 'it may have at most 2000 characters.')];
  }
  if (unprintableInText.test(given) || !given.isWellFormed()) {
    return [invalid('description', 'Description', 'it holds characters that cannot be shown.')];
  }
  return [];
}

function checkOutputName(given: string | null): FieldProblem[] {
  if (given === null || encoderOutput.shape.name.safeParse(given).success) return [];
  return [invalid('outputName', 'Output', 'its name may have at most 512 characters.')];
}

/** Holds what a form says against the rules: either all of it in its stored form, or all its problems. */
export function checkFields(
  given: GivenFields,
): { readonly problems: FieldProblem[]; readonly fields: null } | { problems: []; fields: CheckedFields } {
  const name = given.name.trim();
  const submittedBy = given.submittedBy.trim();
  const description = (given.description ?? '').replaceAll('\r\n', '\n').trim();
  const outputName = given.outputName?.trim() || null;
  const { shorterSide, ...rest } = given.preprocessing;
  const parsed = preprocessing.safeParse(typeof shorterSide === 'number' ? { ...rest, shorterSide } : rest);
  const preprocessingProblems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) =>
        invalid(['preprocessing', ...path.slice(0, 1)].join('.'), 'Preprocessing', message),
      );
  const problems = [
    ...checkLine('name', 'Name', name),
    ...checkDescription(description),
    ...checkLine('submittedBy', 'Submitted by', submittedBy),
    ...preprocessingProblems,
    ...checkOutputName(outputName),
  ];
  if (problems.length > 0 || !parsed.success) return { problems, fields: null };
  return { problems: [], fields: { name, description, submittedBy, preprocessing: parsed.data, outputName } };
}
