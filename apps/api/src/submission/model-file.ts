import { acceptFile, type ModelInspection } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { FieldProblem } from './submission-fields.ts';

export type ModelCheck =
  | { readonly verdict: 'accepted'; readonly inspection: ModelInspection }
  /** Can be fixed in the form. */
  | { readonly verdict: 'form'; readonly problem: FieldProblem }
  /** Needs another file. */
  | { readonly verdict: 'file'; readonly problem: FieldProblem };

const fieldOf = { file: 'upload', output: 'outputName', preprocessing: 'preprocessing' } as const;

/**
 * Checks a model file as data, without running it.
 *
 * @param wanted valid settings of the form
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
