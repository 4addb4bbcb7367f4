/**
 * The newest versions that the runtime loads, by what real models do in it: it refuses a file that names a
 * newer one, used or not. '' is the standard domain, ai.onnx.
 */
export const latestOpsets: ReadonlyMap<string, number> = new Map([
  ['', 26],
  ['ai.onnx', 26],
  ['ai.onnx.ml', 5],
  ['com.microsoft', 1],
]);

export const latestIrVersion = 13;
