import { type Problem, problemCodes, problemTable } from '@clusterboard/problems';
import type { FieldProblem } from '../submission/submission-fields.ts';
import { builder } from './builder.ts';

const ProblemCodeType = builder.enumType('ProblemCode', {
  description: 'Machine-readable code of an expected failure.',
  values: Object.fromEntries(
    problemCodes.map((code) => [code, { value: code, description: problemTable[code].message }]),
  ) as Record<(typeof problemCodes)[number], { value: (typeof problemCodes)[number]; description: string }>,
});

export const ProblemType = builder.objectRef<Problem>('Problem').implement({
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
