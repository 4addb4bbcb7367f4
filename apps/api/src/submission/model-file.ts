import { acceptModel, checkPreprocessing, inspectModel, type ModelInspection } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { Problem } from '@clusterboard/problems';
import type { FieldProblem } from './submission-fields.ts';

export type ModelCheck =
  | { readonly verdict: 'accepted'; readonly inspection: ModelInspection }
  /** Another choice in the form would do. */
  | { readonly verdict: 'form'; readonly problem: FieldProblem }
  /** Nothing but another file would do. */
  | { readonly verdict: 'file'; readonly problem: FieldProblem };

const refused = (problem: Problem): ModelCheck => ({
  verdict: 'file',
  problem: { field: 'upload', problem },
});

/**
 * Reads a model file as data and tells what can be known without running it.
 *
 * @param wanted what the form says, as far as that is valid
 */
export async function checkModelFile(
  path: string,
  wanted: { outputName: string | null; preprocessing: Preprocessing | null },
): Promise<ModelCheck> {
  await using source = await fromFile(path);
  const inspected = await inspectModel(source);
  if (!inspected.ok) return refused(inspected.problem);
  const anyOutput = acceptModel(inspected.value);
  if (!anyOutput.ok) return refused(anyOutput.problem);
  const model =
    wanted.outputName === null ? anyOutput : acceptModel(inspected.value, { output: wanted.outputName });
  if (!model.ok) return { verdict: 'form', problem: { field: 'outputName', problem: model.problem } };
  const mismatch = wanted.preprocessing && checkPreprocessing(model.value.input, wanted.preprocessing);
  if (mismatch) return { verdict: 'form', problem: { field: 'preprocessing', problem: mismatch } };
  return { verdict: 'accepted', inspection: inspected.value };
}
