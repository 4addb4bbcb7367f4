import { maxNameLength } from '@clusterboard/onnx/submission-fields';

/** A first guess at a display name: "sim_clr-v2.onnx" becomes "sim clr-v2". At most 80 characters. */
export const encoderName = (fileName: string): string =>
  fileName
    .replace(/\.onnx$/i, '')
    .replace(/_+/g, ' ')
    .trim()
    .slice(0, maxNameLength);
