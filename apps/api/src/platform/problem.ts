import { type Problem, problemCodes, problemTable, type Result } from '@clusterboard/problems';
import type { FieldProblem } from '../submission/submission-fields.ts';
import { builder } from './builder.ts';

const ProblemCodeType = builder.enumType('ProblemCode', {
  description: 'Machine-readable code of an expected failure.',
  values: Object.fromEntries(
    problemCodes.map((code) => [code, { value: code, description: problemTable[code].message }]),
  ) as Record<(typeof problemCodes)[number], { value: (typeof problemCodes)[number]; description: string }>,
});

/** Thrown by resolvers for a failure that the schema returns as a `Problem`. */
class RequestProblem extends Error implements Problem {
  override readonly name = 'RequestProblem';
  readonly code: Problem['code'];
  readonly advice: string;

  constructor({ code, message, advice }: Problem) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}

/** The value of a result; its problem becomes the `Problem` of an error union. */
export function valueOrThrow<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new RequestProblem(result.problem);
}

/** Stored problems are of this type too and are no errors, so only the fields of a problem are typed. */
export const ProblemType: new (problem: Problem) => Problem = RequestProblem;

builder.objectType(ProblemType, {
  name: 'Problem',
  cacheable: true,
  description: 'Why a request was not fulfilled.',
  fields: (t) => ({
    code: t.field({
      type: ProblemCodeType,
      description: 'Machine-readable code.',
      resolve: ({ code }) => code,
    }),
    message: t.exposeString('message', { description: 'What happened, in one sentence.' }),
    advice: t.exposeString('advice', { description: 'What to do next, in one sentence.' }),
  }),
});

export const FieldProblemType = builder.objectRef<FieldProblem>('FieldProblem').implement({
  description: 'A problem to fix before the model can be submitted.',
  fields: (t) => ({
    field: t.exposeString('field', {
      nullable: true,
      description: 'Path in the input, such as `name` or `preprocessing.std`; `upload` is the file.',
    }),
    code: t.field({
      type: ProblemCodeType,
      description: 'Machine-readable code.',
      resolve: (row) => row.problem.code,
    }),
    message: t.string({
      description: 'What is wrong, in one sentence.',
      resolve: (row) => row.problem.message,
    }),
    advice: t.string({
      description: 'What to do next, in one sentence.',
      resolve: (row) => row.problem.advice,
    }),
  }),
});
