import type { Preprocessing } from '@clusterboard/preprocessing';
import type { Problem } from '@clusterboard/problems';
import type { ByteSource } from '../byte-source.ts';
import { readOutline } from '../graph/outline.ts';
import { ownNormalisation } from '../graph/own-normalisation.ts';
import { inspectModel } from '../inspect-model.ts';
import type { ModelInspection } from '../inspection.ts';
import type { Layout } from '../output/layouts.ts';
import { type OutputReadings, readModel } from '../output/read-outputs.ts';
import { type AcceptedModel, acceptModel } from './accept-model.ts';
import { checkPreprocessing } from './check-preprocessing.ts';

/** What is chosen for a model, as far as it is known yet. */
export interface ModelChoices {
  /** Without a name the most plausible output is taken. */
  readonly output?: string | null;
  /** Of the image too, where neither its shape nor the graph tells where its channels are. */
  readonly layout?: Layout | null;
  readonly preprocessing?: Preprocessing | null;
}

export type Acceptance =
  | {
      readonly ok: true;
      readonly inspection: ModelInspection;
      readonly model: AcceptedModel;
      /** For `decideOutput`. */
      readonly readings: OutputReadings;
      /** What is unusual about the preprocessing. */
      readonly warnings: readonly Problem[];
    }
  /** The file could not be read as a model. */
  | { readonly ok: false; readonly problem: Problem; readonly cause: 'file'; readonly inspection: null }
  | {
      readonly ok: false;
      readonly problem: Problem;
      /** What would have to change; for the file, no other choice helps. */
      readonly cause: 'file' | 'output' | 'preprocessing';
      readonly inspection: ModelInspection;
    };

/**
 * Decides whether a model may be evaluated, without running it: reads the file as data, checks it against the
 * rules for encoders and, where they are known, the chosen output and preprocessing. The browser, the API, the
 * worker and the command all decide by this function. Throws what `source` throws.
 */
export async function acceptFile(source: ByteSource, choices: ModelChoices = {}): Promise<Acceptance> {
  const { output, layout, preprocessing } = choices;
  const inspected = await inspectModel(source);
  if (!inspected.ok) return { ok: false, problem: inspected.problem, cause: 'file', inspection: null };
  const inspection = inspected.value;
  const given = layout === 'nchw' || layout === 'nhwc' ? layout : null;
  const outline = await readOutline(source);
  const readings = readModel(inspection, outline, given);
  const imageLayout = readings.imageLayout ?? given;
  const anyOutput = acceptModel(inspection, { imageLayout });
  if (!anyOutput.ok) return { ok: false, problem: anyOutput.problem, cause: 'file', inspection };
  const model =
    output === undefined || output === null ? anyOutput : acceptModel(inspection, { output, imageLayout });
  if (!model.ok) return { ok: false, problem: model.problem, cause: 'output', inspection };
  const own = outline && ownNormalisation(outline, model.value.input.name);
  const input = { ...model.value.input, own };
  const checked = preprocessing ? checkPreprocessing(input, preprocessing) : null;
  if (checked?.refused) return { ok: false, problem: checked.refused, cause: 'preprocessing', inspection };
  return {
    ok: true,
    inspection,
    model: { ...model.value, input },
    readings: readings.outputs(model.value),
    warnings: checked?.warnings ?? [],
  };
}
