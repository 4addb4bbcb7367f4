import { acceptFile, decideOutput, type ModelInspection, type OutputDecision } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import type { SubmissionFields } from '@clusterboard/onnx/submission-fields';
import type { Problem } from '@clusterboard/problems';
import type { FieldProblem } from './submission-fields.ts';

/** How the model's output is read, and where its image has the channels. */
export type ReadOutput = Omit<OutputDecision, 'dim'> & { readonly inputLayout: 'nchw' | 'nhwc' };

export type ModelCheck =
  | {
      readonly verdict: 'accepted';
      readonly inspection: ModelInspection;
      readonly output: ReadOutput;
      readonly warnings: readonly Problem[];
    }
  /** Can be fixed in the form. */
  | { readonly verdict: 'form'; readonly problem: FieldProblem }
  /** Needs another file. */
  | { readonly verdict: 'file'; readonly problem: FieldProblem };

const fieldOf = {
  file: 'upload',
  output: 'outputName',
  layout: 'layout',
  pooling: 'pooling',
  preprocessing: 'preprocessing',
} as const;

/**
 * Checks a model file as data, without running it.
 *
 * @param wanted valid settings of the form
 */
export async function checkModelFile(
  path: string,
  wanted: Partial<Pick<SubmissionFields, 'outputName' | 'layout' | 'pooling' | 'preprocessing'>>,
): Promise<ModelCheck> {
  await using source = await fromFile(path);
  const accepted = await acceptFile(source, {
    output: wanted.outputName ?? null,
    layout: wanted.layout ?? null,
    preprocessing: wanted.preprocessing ?? null,
  });
  if (!accepted.ok) {
    const { cause, problem } = accepted;
    return { verdict: cause === 'file' ? 'file' : 'form', problem: { field: fieldOf[cause], problem } };
  }
  const { outputName, layout, pooling } = wanted;
  const decided = decideOutput(accepted.readings, { output: outputName, layout, pooling });
  if (!decided.ok) {
    return { verdict: 'form', problem: { field: fieldOf[decided.field], problem: decided.problem } };
  }
  const { dim: _dim, ...output } = decided.value;
  const inputLayout = accepted.readings.input.layout;
  const { inspection, warnings } = accepted;
  return { verdict: 'accepted', inspection, output: { ...output, inputLayout }, warnings };
}
