import './strict-zod.ts';

import { suggestPreprocessing } from '@clusterboard/onnx';
import type { BenchmarkOption } from '../../server/submit-options.ts';
import type { ModelFile } from '../upload/read-model-file.ts';

/** What a file says about its preprocessing and features, on a benchmark's images. */
export function suggestValues({ model }: ModelFile, { dataset }: BenchmarkOption) {
  const { height, width, channels } = dataset;
  return suggestPreprocessing(model, { height, width, channels: channels === 1 ? 1 : 3 });
}
