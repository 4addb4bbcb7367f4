import { join } from 'node:path';
import { openCrops, type Pack, sampleSplit } from '@clusterboard/datasets';
import { defaultBatchSize, type EncoderSettings, readFeatures, runEncoder } from '@clusterboard/extraction';
import { checkPreprocessing, type EncoderInput } from '@clusterboard/onnx';
import { type PresetName, presetNormalisation, presetOf, presetsFor } from '@clusterboard/preprocessing';
import { failure, type Problem, type Result, success } from '@clusterboard/problems';
import { nearest, neighbourChange } from './neighbour-change.ts';

const neighbours = 10;
const mostImages = 256;
/** Fewer have too few neighbours to tell. */
const leastImages = 64;
/** Of the images of an evaluation, for all presets together. */
const share = 0.03;
/** Every run also repeats some batches to see that features are stable: small ones, as the sample is small. */
const mostBatch = 16;

/** What another preset would change: the share of nearest neighbours, or why the model did not run with it. */
export type PresetEffect =
  | { readonly preset: PresetName; readonly changed: number }
  | { readonly preset: PresetName; readonly problem: Problem['code'] };

export interface ValueSensitivity {
  readonly images: number;
  readonly neighbours: number;
  readonly presets: readonly PresetEffect[];
}

interface SensitivityJob {
  readonly settings: EncoderSettings;
  readonly input: EncoderInput;
  readonly pack: Pack;
  /** For features; its creator removes it. */
  readonly scratch: string;
  /** Measures also where that takes a larger share of the evaluation. */
  readonly always: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The presets that somebody might have meant instead. */
function plausible({ settings, input }: SensitivityJob): PresetName[] {
  const { preprocessing } = settings;
  const { colour } = preprocessing;
  return presetsFor(colour).filter((name) => {
    if (name === presetOf(preprocessing)) return false;
    const other = { ...preprocessing, ...presetNormalisation(name, colour) };
    const { refused, warnings } = checkPreprocessing(input, other);
    return refused === null && warnings.length === 0;
  });
}

/** Images that keep all runs within the share, or null where too few would be left. */
function sampleSize({ pack, always }: SensitivityJob, runs: number): number | null {
  const all = pack.train.count + pack.test.count;
  const affordable = Math.min(mostImages, pack.train.count, Math.floor((all * share) / runs));
  if (affordable >= leastImages) return affordable;
  return always && pack.train.count > neighbours ? Math.min(leastImages, pack.train.count) : null;
}

/** Failures that all images meet in the same way, so that nothing is gained by meeting them again. */
const general: ReadonlySet<Problem['code']> = new Set([
  'MODEL_LOAD_FAILED',
  'MODEL_CRASHED',
  'MODEL_TIMEOUT',
  'MODEL_OUT_OF_MEMORY',
]);

/**
 * Runs the model on a sample of train images with the chosen pixel values and with other presets, and compares
 * their nearest neighbours. Null where no other preset is plausible, the sample would cost too much, or the model
 * does not run on it. Fails with MODEL_LOAD_FAILED, _CRASHED, _TIMEOUT and _OUT_OF_MEMORY; throws as `runEncoder`
 * does.
 */
export async function measureSensitivity(job: SensitivityJob): Promise<Result<ValueSensitivity | null>> {
  const { settings, pack, scratch, onProgress = () => {} } = job;
  const { preprocessing } = settings;
  const presets = plausible(job);
  const images = sampleSize(job, presets.length + 1);
  if (presets.length === 0 || images === null) return success(null);
  const sample = sampleSplit(pack.train, images);
  const featuresPath = join(scratch, 'sensitivity.f32');
  const memory = settings.limits.memoryMebibytes;
  const batchSize = Math.min(mostBatch, settings.batchSize ?? defaultBatchSize(preprocessing, memory));
  const run = async (values: Partial<typeof preprocessing>) => {
    const spec = { ...preprocessing, ...values };
    const crops = openCrops(pack, sample, spec);
    const done = await runEncoder({ ...settings, batchSize, preprocessing: spec, crops, featuresPath });
    if (!done.ok) return done.problem;
    return nearest(await readFeatures(featuresPath, done.value.rows, done.value.dim), neighbours);
  };
  onProgress(0, presets.length + 1);
  const chosen = await run({});
  if ('code' in chosen) return general.has(chosen.code) ? failure(chosen) : success(null);
  const effects: PresetEffect[] = [];
  for (const preset of presets) {
    onProgress(effects.length + 1, presets.length + 1);
    const other = await run(presetNormalisation(preset, preprocessing.colour));
    effects.push(
      'code' in other ? { preset, problem: other.code } : { preset, changed: neighbourChange(chosen, other) },
    );
  }
  onProgress(presets.length + 1, presets.length + 1);
  return success({ images, neighbours, presets: effects });
}
