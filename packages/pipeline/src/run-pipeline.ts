import type { Pack, SplitName } from '@clusterboard/datasets';
import type { EvaluationInput, Protocol } from '@clusterboard/evaluation';
import {
  type ExtractedSplits,
  type ExtractionProgress,
  type ExtractionSettings,
  extractSplits,
} from '@clusterboard/extraction';
import { type Result, success } from '@clusterboard/problems';
import { evaluateSplits } from './evaluate-splits.ts';
import type { EvaluatorSettings, TimedEvaluation } from './evaluator/run-evaluator.ts';
import { buildReceipt } from './receipt/build-receipt.ts';
import type { Receipt } from './receipt/receipt.ts';

/** What caches of the server and of the command may take at most; both may be lost at any time. */
export const cacheLimits = {
  /** Decoded images: ImageNet's validation images at 224 px take 7.5 GB. */
  cropBytes: 16 * 2 ** 30,
  /** Features: those of all of ImageNet in 2048 dimensions take 10.9 GB. */
  featureBytes: 32 * 2 ** 30,
} as const;

/** SHA-256 of the features of both splits. */
export type FeatureHashes = Readonly<Record<SplitName, string>>;

/** An encoder on a benchmark: what is evaluated, and how. */
export interface PipelineJob {
  readonly model: Receipt['model'];
  readonly extraction: ExtractionSettings;
  /** Where output, layout and pooling came from. */
  readonly reasons?: NonNullable<Receipt['output']['reasons']>;
  readonly pack: Pack;
  readonly protocol: Protocol;
  /** Whether to fit probes, which is the default. */
  readonly probes?: boolean;
  /** Whether to compute views, too; they are not by default. */
  readonly views?: boolean;
  readonly evaluator: EvaluatorSettings;
  /** For the evaluation; extraction has its own. */
  readonly threads: number;
  /** Where extracted features and results are written; its creator removes it. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** What happens beside the pipeline, in the order of its steps. */
export interface PipelineSteps {
  /** Features of an earlier evaluation; without them they are extracted. */
  readonly findFeatures?: () => Promise<KeptFeatures | null>;
  readonly onExtraction?: (progress: ExtractionProgress) => void;
  /** Called when the features of both splits are there, and before they are clustered. */
  readonly onFeatures?: (extracted: ExtractedSplits) => Promise<void>;
  readonly onEvaluation?: NonNullable<EvaluationInput['onProgress']>;
  /** Hashes extracted features and keeps them, where they are to be kept; only called after an evaluation. */
  readonly keepFeatures: (extracted: ExtractedSplits) => Promise<FeatureHashes>;
}

export interface KeptFeatures {
  readonly extracted: ExtractedSplits;
  readonly features: FeatureHashes;
}

export interface PipelineResult extends KeptFeatures {
  readonly evaluation: TimedEvaluation;
  readonly receipt: Receipt;
}

function receiptOutput({ extraction: { output }, reasons }: PipelineJob): Receipt['output'] {
  const { dim: _dim, ...rest } = output;
  return { ...rest, ...(reasons === undefined ? {} : { reasons }) };
}

/**
 * Evaluates an encoder on a benchmark: extracts its features, clusters and scores them, and makes the receipt.
 * Fails as the extraction and the evaluation do; throws an AbortError.
 */
export async function runPipeline(job: PipelineJob, steps: PipelineSteps): Promise<Result<PipelineResult>> {
  const { pack, extraction, protocol, probes, views, evaluator, threads, scratch, signal } = job;
  const kept = (await steps.findFeatures?.()) ?? null;
  const features = kept
    ? success(kept.extracted)
    : await extractSplits(extraction, pack, scratch, (progress) => steps.onExtraction?.(progress));
  if (!features.ok) return features;
  const extracted = features.value;
  await steps.onFeatures?.(extracted);
  const evaluated = await evaluateSplits(pack, extracted, {
    protocol,
    evaluator,
    threads,
    scratch,
    signal,
    ...(views === undefined ? {} : { views }),
    ...(probes === undefined ? {} : { probes }),
    ...(steps.onEvaluation === undefined ? {} : { onProgress: steps.onEvaluation }),
  });
  if (!evaluated.ok) return evaluated;
  // Nothing is kept of what will not be published.
  signal.throwIfAborted();
  const hashes = kept?.features ?? (await steps.keepFeatures(extracted));
  const receipt = buildReceipt({
    model: job.model,
    output: receiptOutput(job),
    ...(extraction.inputLayout === undefined ? {} : { input: { layout: extraction.inputLayout } }),
    preprocessing: extraction.preprocessing,
    pack,
    extracted,
    featuresSha256: hashes,
    evaluation: evaluated.value,
  });
  return success({ extracted, features: hashes, evaluation: evaluated.value, receipt });
}
