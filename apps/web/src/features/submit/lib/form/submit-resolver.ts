import './strict-zod.ts';

import { checkPreprocessing, type EncoderInput } from '@clusterboard/onnx';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver } from 'react-hook-form';
import { areChosen } from './pixel-values.ts';
import { type SubmitValues, submitValues } from './submit-values.ts';

const bySchema = zodResolver(submitValues);

const choose = 'Choose the pixel values that the encoder was trained with.';

/** The schema that the API has too, and the model's own rules for pixel values. */
export const submitResolver: Resolver<SubmitValues, EncoderInput | null> = async (values, input, options) => {
  const resolved = await bySchema(values, undefined, options);
  const message = areChosen(values.preprocessing) ? refusalOf(values, input ?? null) : choose;
  if (message === null) return resolved;
  const { preprocessing, ...errors } = resolved.errors;
  return {
    values: {},
    errors: { ...errors, preprocessing: { ...preprocessing, scale: { type: 'custom', message } } },
  };
};

function refusalOf({ preprocessing }: SubmitValues, input: EncoderInput | null): string | null {
  const spec = submitValues.shape.preprocessing.safeParse(preprocessing);
  if (!spec.success || input === null) return null;
  const { refused } = checkPreprocessing(input, spec.data);
  return refused === null ? null : `${refused.message} ${refused.advice}`;
}
