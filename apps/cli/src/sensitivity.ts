import type { EncoderInput } from '@clusterboard/onnx';
import { measureSensitivity, type PresetEffect, type ValueSensitivity } from '@clusterboard/pipeline';
import { type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from './context.ts';
import { noteWarnings } from './output/outcome.ts';
import { type EvaluationJob, extractionSettings } from './run-evaluation.ts';

/** Neighbours that change with the seed of a training do so too; below this, the choice hardly shows in scores. */
const matters = 0.1;

const percent = (share: number): number => Math.round(share * 100);

const effect = (each: PresetEffect): string =>
  'changed' in each
    ? `${each.preset} ${percent(each.changed)}%`
    : `${each.preset} does not run (${each.problem})`;

const line = ({ images, neighbours, presets }: ValueSensitivity): string =>
  `Other pixel values would change these shares of the ${neighbours} nearest neighbours of ${images} images: ${presets.map(effect).join(', ')}.`;

/** PREPROCESSING_SENSITIVE where a choice that nobody made decides on the features. */
function warningOf({ images, presets }: ValueSensitivity): Problem | null {
  const [most] = presets
    .flatMap((each) => ('changed' in each ? [each] : []))
    .toSorted((one, other) => other.changed - one.changed);
  if (most === undefined || most.changed < matters) return null;
  const details = { preset: most.preset, percent: percent(most.changed), images };
  return problem('PREPROCESSING_SENSITIVE', details);
}

/**
 * Says on a sample of images how much the choice of pixel values matters, and warns where it was a default.
 *
 * @param assumed whether nobody and nothing chose the values
 */
export async function tellSensitivity(
  job: EvaluationJob,
  input: EncoderInput,
  assumed: boolean,
  scratch: string,
  context: CommandContext,
): Promise<Result<{ readonly sensitivity: ValueSensitivity | null; readonly warnings: readonly Problem[] }>> {
  const measured = await measureSensitivity({
    settings: extractionSettings(job, context),
    input,
    pack: job.pack,
    scratch,
    always: assumed,
    onProgress: (done, total) => context.progress.show('pixel values', done, total),
  });
  if (!measured.ok) return measured;
  const sensitivity = measured.value;
  if (sensitivity === null) return success({ sensitivity, warnings: [] });
  context.note(line(sensitivity));
  const warning = assumed ? warningOf(sensitivity) : null;
  const warnings = warning === null ? [] : [warning];
  noteWarnings(context.note, warnings);
  return success({ sensitivity, warnings });
}
