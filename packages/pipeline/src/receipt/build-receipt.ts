import { arch, availableParallelism, cpus, platform } from 'node:os';
import { hashJson } from '@clusterboard/artifacts/canonical-json';
import { versions } from '@clusterboard/clustering';
import type { Pack, SplitName } from '@clusterboard/datasets';
import { protocolHash } from '@clusterboard/evaluation';
import evaluator from '@clusterboard/evaluation/package.json' with { type: 'json' };
import type { ExtractedSplits } from '@clusterboard/extraction';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { EvaluationResult } from '../evaluator/job.ts';
import { hashContent } from './hashes.ts';
import { type Receipt, sealReceipt } from './receipt.ts';

/** What kind of machine this is, as far as rounding and speed depend on it. */
const thisMachine = (): Receipt['machine'] => ({
  platform: platform(),
  architecture: arch(),
  processor: cpus()[0]?.model.trim() || 'unknown',
  vectorExtension: versions().kernel,
  cores: availableParallelism(),
});

/** An evaluation and all that went into it. */
export interface ReceiptSource {
  readonly model: Receipt['model'];
  readonly output: Receipt['output'];
  readonly input?: Receipt['input'];
  readonly preprocessing: Preprocessing;
  readonly pack: Pack;
  readonly extracted: ExtractedSplits;
  /** Of the files of features. */
  readonly featuresSha256: Record<SplitName, string>;
  readonly evaluation: EvaluationResult;
}

function software({ train }: ExtractedSplits): Receipt['software'] {
  const { faiss, faissNode, addonSha256, blas } = versions();
  return {
    evaluator: evaluator.version,
    onnxruntime: train.runtimeVersion,
    faiss,
    faissNode,
    addonSha256,
    blas,
    node: process.versions.node,
  };
}

/** The receipt of an evaluation that was made on this machine; the same for the server and the command. */
export function buildReceipt(source: ReceiptSource): Receipt {
  const { pack, extracted, evaluation, preprocessing, featuresSha256 } = source;
  const { train, test } = extracted;
  const { protocol } = evaluation.report;
  return sealReceipt({
    format: 'clusterboard-receipt',
    version: evaluation.report.probes ? 2 : 1,
    madeAt: new Date().toISOString(),
    model: source.model,
    output: source.output,
    ...(source.input === undefined ? {} : { input: source.input }),
    dataset: {
      slug: pack.manifest.slug,
      name: pack.manifest.name,
      contentSha256: hashContent(pack.manifest),
      classCount: pack.manifest.classNames.length,
      trainCount: pack.train.count,
      testCount: pack.test.count,
    },
    preprocessing: { sha256: hashJson(preprocessing), definition: preprocessing },
    protocol: { sha256: protocolHash(protocol), definition: protocol },
    execution: {
      provider: train.executionProvider,
      batchSize: train.batchSize,
      threads: train.threads,
    },
    features: { dim: train.dim, trainSha256: featuresSha256.train, testSha256: featuresSha256.test },
    pca: evaluation.pca,
    runs: evaluation.runs,
    report: evaluation.report,
    software: software(extracted),
    machine: thisMachine(),
    timings: {
      trainExtractionSeconds: train.seconds,
      testExtractionSeconds: test.seconds,
      evaluationSeconds: evaluation.seconds,
    },
  });
}
