import { type Problem, problemCodes, problemTable } from '@clusterboard/problems';
import type { FieldProblem } from '../submission/submission-fields.ts';
import { builder } from './builder.ts';

const ProblemCodeType = builder.enumType('ProblemCode', {
  description: 'Every failure that is expected, for programs. People read the message.',
  values: Object.fromEntries(
    problemCodes.map((code) => [code, { value: code, description: problemTable[code].message }]),
  ) as Record<(typeof problemCodes)[number], { value: (typeof problemCodes)[number]; description: string }>,
});

export const ProblemType = builder.objectRef<Problem>('Problem').implement({
  cacheable: true,
  description: 'Why something that was asked for is not there: a submission’s end, a comparison.',
  fields: (t) => ({
    code: t.field({ type: ProblemCodeType, description: 'For programs.', resolve: ({ code }) => code }),
    message: t.exposeString('message', { description: 'What happened, in a sentence.' }),
    advice: t.exposeString('advice', { description: 'What to do next, in a sentence.' }),
  }),
});

export const FieldProblemType = builder.objectRef<FieldProblem>('FieldProblem').implement({
  description: 'Something to put right before the model can be submitted.',
  fields: (t) => ({
    field: t.exposeString('field', {
      nullable: true,
      description: 'Path in the input, such as `name` or `preprocessing.std`; `upload` is the file itself.',
    }),
    code: t.field({
      type: ProblemCodeType,
      description: 'For programs.',
      resolve: (row) => row.problem.code,
    }),
    message: t.string({
      description: 'What is wrong, in a sentence.',
      resolve: (row) => row.problem.message,
    }),
    advice: t.string({
      description: 'What to do next, in a sentence.',
      resolve: (row) => row.problem.advice,
    }),
  }),
});
