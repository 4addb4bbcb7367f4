import './strict-zod.ts';
import { suggestPreprocessing } from '@clusterboard/onnx';
import { maxNameLength } from '@clusterboard/onnx/submission-fields';
import type { BenchmarkOption } from '../../server/submit-options.ts';
import type { ModelFile } from '../upload/read-model-file.ts';
import { suggestedValues } from './pixel-values.ts';

/** What a file says about its preprocessing and features, on a benchmark's images. */
export function suggestValues({ model }: ModelFile, { dataset }: BenchmarkOption) {
  const { height, width, channels } = dataset;
  const suggested = suggestPreprocessing(model, { height, width, channels: channels === 1 ? 1 : 3 });
  return { ...suggested, ...suggestedValues(model.input, suggested.colour) };
}

/** A first guess at a display name: "sim_clr-v2.onnx" becomes "sim clr-v2". At most 80 characters. */
export const encoderName = (fileName: string): string =>
  fileName
    .replace(/\.onnx$/i, '')
    .replace(/_+/g, ' ')
    .trim()
    .slice(0, maxNameLength);
