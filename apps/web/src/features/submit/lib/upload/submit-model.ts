import { fetchGraphql } from '../../../graphql/fetch-graphql.ts';
import { graphql, type ResultOf } from '../../../graphql/graphql.ts';
import type { SubmitValues } from '../form/submit-values.ts';
import { type RepeatTiming, repeatLost } from './repeat-lost.ts';

const SubmitModelMutation = graphql(`
  mutation SubmitModel($input: SubmitModelInput!) {
    submitModel(input: $input) {
      __typename
      ... on SubmitModelSuccess {
        submission {
          submissionId
        }
      }
      ... on SubmitModelFailure {
        problems {
          field
          code
          message
          advice
        }
      }
    }
  }
`);

export type SubmitModelResult = ResultOf<typeof SubmitModelMutation>['submitModel'];
export type FieldProblem = Extract<
  SubmitModelResult,
  { __typename: 'SubmitModelFailure' }
>['problems'][number];

const colours = { rgb: 'RGB', bgr: 'BGR', grey: 'GREY' } as const;
const interpolations = { bilinear: 'BILINEAR', bicubic: 'BICUBIC' } as const;
const poolings = { mean: 'MEAN', first: 'FIRST', none: 'NONE', '': null } as const;
const layouts = { nd: 'ND', nchw: 'NCHW', nhwc: 'NHWC', ntd: 'NTD', ndt: 'NDT', '': null } as const;

/**
 * Submits an uploaded file with the form's values, and asks again when the answer is lost: the API then returns
 * the same submission. Null when the API does not answer.
 */
export async function submitModel(
  upload: { readonly id: string; readonly idempotencyKey: string },
  values: SubmitValues,
  endpoint = '/graphql',
  timing?: RepeatTiming,
): Promise<SubmitModelResult | null> {
  const { preprocessing, layout, pooling, description, ...rest } = values;
  const input = {
    ...rest,
    uploadId: upload.id,
    idempotencyKey: upload.idempotencyKey,
    description: description || null,
    layout: layouts[layout],
    pooling: poolings[pooling],
    preprocessing: {
      ...preprocessing,
      shorterSide: preprocessing.shorterSide ?? null,
      colour: colours[preprocessing.colour],
      interpolation: interpolations[preprocessing.interpolation],
    },
  };
  const data = await repeatLost(
    (signal) => fetchGraphql(endpoint, SubmitModelMutation, { input }, signal),
    timing,
  );
  return data?.submitModel ?? null;
}
