import { basename, join } from 'node:path';
import { makeFolder } from '@clusterboard/artifacts';
import { unwritable } from '@clusterboard/artifacts/file-problem';
import { writeNpy } from '@clusterboard/artifacts/write-npy';
import type { Pack } from '@clusterboard/datasets';
import { type Protocol, strict1 } from '@clusterboard/evaluation';
import { type ExtractedSplits, readFeatures } from '@clusterboard/extraction';
import type { Receipt } from '@clusterboard/pipeline';
import { failure, printable, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { findPack, type PackChoice } from '../find-pack.ts';
import { inputSettings } from '../input-settings.ts';
import { type CommandResult, exitCodes, noteWarnings, toCliProblem } from '../output/outcome.ts';
import { checkWritable, writeResult } from '../output/result-file.ts';
import { summaryTable } from '../output/score-table.ts';
import { type Setting, settingsTable } from '../output/settings-table.ts';
import { plural } from '../output/terminal-text.ts';
import {
  checkBatch,
  chooseOutput,
  type OutputFlags,
  outputSettings,
  outputWarnings,
} from '../output-flags.ts';
import { choosePreprocessing, type PreprocessingFlags } from '../preprocessing-flags.ts';
import { measureModel, runEvaluation } from '../run-evaluation.ts';
import { withScratch } from '../scratch.ts';
import { tellSensitivity } from '../sensitivity.ts';
import { acceptModelFile } from './inspect.ts';

export interface EvaluateOptions extends PreprocessingFlags, OutputFlags {
  readonly pack: PackChoice;
  /** Images per run. */
  readonly batch?: number;
  readonly protocol: Protocol;
  /** Where the receipt goes. */
  readonly receipt?: string;
  /** A directory for features and labels of both splits as .npy. */
  readonly saveFeatures?: string;
}

async function saveFeatures(directory: string, pack: Pack, extracted: ExtractedSplits): Promise<void> {
  for (const name of ['train', 'test'] as const) {
    const { path, rows, dim } = extracted[name];
    const { data } = await readFeatures(path, rows, dim);
    await writeNpy(join(directory, `${name}.npy`), data, [rows, dim]);
    await writeNpy(join(directory, `${name}-labels.npy`), await pack[name].readLabels(), [rows]);
  }
}

const featureSaver =
  (directory: string | undefined, pack: Pack) =>
  async (extracted: ExtractedSplits): Promise<void> => {
    if (directory !== undefined) await saveFeatures(directory, pack, extracted);
  };

/** `simclr.digits.receipt.json`; other protocols than the default are named too. */
function defaultReceiptPath(modelPath: string, slug: string, { id }: Protocol): string {
  const name = basename(modelPath).replace(/\.onnx$/i, '');
  return [name, slug, ...(id === strict1.id ? [] : [id]), 'receipt.json'].join('.');
}

/** Fails with FILE_UNWRITABLE; hours later it would be a pity. */
async function prepareOutputs(receiptPath: string, featuresPath: string | undefined): Promise<Result<void>> {
  if (featuresPath !== undefined) {
    try {
      await makeFolder(featuresPath);
    } catch (error) {
      return failure(unwritable(featuresPath, error));
    }
  }
  return checkWritable(receiptPath);
}

function describe(modelName: string, receipt: Receipt, settings: readonly Setting[]): string {
  const { dataset, report, execution, timings, features } = receipt;
  const seconds = timings.trainExtractionSeconds + timings.testExtractionSeconds;
  const images = dataset.trainCount + dataset.testCount;
  const pca = report.pca.applied ? `PCA to ${report.pca.dim} of ${features.dim}` : `all ${features.dim}`;
  return [
    `${modelName} on ${printable(dataset.name)} (${dataset.slug})`,
    `${report.protocol.id}: ${plural(report.clusters, 'cluster')} for ${report.classCount} classes, ${plural(report.runs.length, 'seed')}, ${pca} dimensions`,
    '',
    settingsTable(settings),
    '',
    summaryTable(report),
    '',
    `${images} images in ${seconds.toFixed(1)} s on ${execution.provider}, evaluation in ${timings.evaluationSeconds.toFixed(1)} s`,
  ].join('\n');
}

/** The whole protocol on one model, without a server, and a receipt of it. */
export async function evaluateModel(
  modelPath: string,
  options: EvaluateOptions,
  context: CommandContext,
): CommandResult {
  const read = await acceptModelFile(modelPath, {
    output: options.output ?? null,
    layout: options.layout ?? null,
  });
  if (!read.ok) return read;
  const accepted = read.value;
  if (!accepted.ok) return failure(accepted.problem);
  const decision = chooseOutput(accepted, options);
  if (!decision.ok) return decision;
  const { name, layout, pooling, dim, reasons } = decision.value;
  const fitting = checkBatch(accepted, options.batch);
  if (!fitting.ok) return fitting;
  const model = await measureModel(modelPath);
  if (!model.ok) return model;
  return withScratch(async (scratch) => {
    const pack = await findPack(options.pack, scratch, context);
    if (!pack.ok) return pack;
    const { manifest } = pack.value;
    const chosen = choosePreprocessing(options, accepted.model, manifest.image);
    if (!chosen.ok) return chosen;
    const { preprocessing } = chosen.value;
    const concerns = outputWarnings(accepted, decision.value, manifest.classNames.length);
    for (const concern of concerns) context.note(concern);
    noteWarnings(context.note, chosen.value.warnings);
    const receiptPath = options.receipt ?? defaultReceiptPath(modelPath, manifest.slug, options.protocol);
    const prepared = await prepareOutputs(receiptPath, options.saveFeatures);
    if (!prepared.ok) return prepared;
    const job = {
      pack: pack.value,
      model: model.value,
      output: { name, layout, pooling, reasons },
      ...(dim === null ? {} : { dim }),
      inputLayout: accepted.readings.input.layout,
      preprocessing,
      ...(options.batch === undefined ? {} : { batchSize: options.batch }),
      protocol: options.protocol,
    };
    const assumed = chosen.value.warnings.some(({ code }) => code === 'PREPROCESSING_ASSUMED');
    const told = await tellSensitivity(job, accepted.model.input, assumed, scratch, context);
    if (!told.ok) return told;
    const { sensitivity } = told.value;
    const warnings = [
      ...concerns.map((message) => ({ message })),
      ...[...chosen.value.warnings, ...told.value.warnings].map(toCliProblem),
    ];
    const save = featureSaver(options.saveFeatures, pack.value);
    const receipt = await runEvaluation(job, scratch, context, save);
    if (!receipt.ok) return receipt;
    const settings = [
      ...inputSettings(options, accepted.model.input, preprocessing),
      ...outputSettings(accepted, decision.value),
    ];
    const text = describe(basename(modelPath), receipt.value, settings);
    const written = await writeResult(receiptPath, `${JSON.stringify(receipt.value, null, 2)}\n`);
    if (!written.ok) {
      // The work is done: what came out is told all the same.
      const writeProblem = toCliProblem(written.problem);
      context.note(writeProblem.message);
      context.note(writeProblem.advice);
      const document = { problem: writeProblem, warnings, sensitivity, receipt: receipt.value };
      return success({ exitCode: exitCodes.refused, document, text });
    }
    return success({
      exitCode: exitCodes.ok,
      document: { receiptPath, settings, warnings, sensitivity, receipt: receipt.value },
      text: `${text}\nReceipt: ${receiptPath}`,
    });
  });
}
