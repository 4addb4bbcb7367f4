import { acceptFile, type ModelInspection } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { FieldProblem } from './submission-fields.ts';

export type ModelCheck =
  | { readonly verdict: 'accepted'; readonly inspection: ModelInspection }
  /** Another choice in the form would do. */
  | { readonly verdict: 'form'; readonly problem: FieldProblem }
  /** Nothing but another file would do. */
  | { readonly verdict: 'file'; readonly problem: FieldProblem };

const fieldOf = { file: 'upload', output: 'outputName', preprocessing: 'preprocessing' } as const;

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
  const accepted = await acceptFile(source, {
    output: wanted.outputName,
    preprocessing: wanted.preprocessing,
  });
  if (accepted.ok) return { verdict: 'accepted', inspection: accepted.inspection };
  const { cause, problem } = accepted;
  return { verdict: cause === 'file' ? 'file' : 'form', problem: { field: fieldOf[cause], problem } };
}
