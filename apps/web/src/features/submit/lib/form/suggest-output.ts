import './strict-zod.ts';
import { decideOutput, type OutputReadings } from '@clusterboard/onnx';
import type { SubmitValues } from './submit-values.ts';

export type OutputValues = Pick<SubmitValues, 'outputName' | 'layout' | 'pooling'>;

type Given = { readonly [Field in keyof OutputValues]?: OutputValues[Field] };

/** What the file says of its output beyond what is chosen; '' where the visitor has to choose. */
export function suggestOutput(readings: OutputReadings, given: Given = {}): OutputValues {
  const output = given.outputName || null;
  const layout = given.layout || null;
  const decided = decideOutput(readings, { output, layout });
  if (decided.ok) {
    const { name, layout: axes, pooling } = decided.value;
    return { outputName: name, layout: axes, pooling };
  }
  const outputName = output ?? readings.chosen?.value ?? '';
  const reading = readings.outputs.find(({ name }) => name === outputName);
  const known = decided.field === 'pooling' ? (layout ?? reading?.layout?.value) : undefined;
  return { outputName, layout: known ?? '', pooling: '' };
}

/** Why each value is as it is, or what has to be chosen, in a sentence each. */
export function explainOutput(
  readings: OutputReadings,
  { outputName, layout, pooling }: OutputValues,
): { readonly [Field in keyof OutputValues]: string } {
  const first = suggestOutput(readings);
  const suggested = suggestOutput(readings, { outputName });
  const after = suggestOutput(readings, { outputName, layout });
  const decided = decideOutput(readings, {
    output: outputName === first.outputName ? null : outputName || null,
    layout: layout === suggested.layout ? null : layout || null,
    pooling: pooling === after.pooling ? null : pooling || null,
  });
  if (decided.ok) {
    const { reasons } = decided.value;
    return {
      outputName: sentence(reasons.output),
      layout: sentence(reasons.layout),
      pooling: sentence(reasons.pooling),
    };
  }
  const field = decided.field === 'output' ? 'outputName' : decided.field;
  return { outputName: '', layout: '', pooling: '', [field]: decided.problem.message };
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
