import { readFile } from 'node:fs/promises';
import { unreadable } from '@clusterboard/artifacts/file-problem';
import { listPacks, type Pack } from '@clusterboard/datasets';
import {
  compareEnvironments,
  compareReceipts,
  hashContent,
  type ReadReceipt,
  type Receipt,
  readReceipt,
} from '@clusterboard/pipeline';
import { failure, printable, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { findPack } from '../find-pack.ts';
import { type CommandResult, exitCodes, type Outcome } from '../output/outcome.ts';
import { plural } from '../output/terminal-text.ts';
import { scoreComparison, stepTable } from '../output/verification-tables.ts';
import { measureModel, runEvaluation } from '../run-evaluation.ts';
import { withScratch } from '../scratch.ts';
import { mismatch, sentence } from './mismatch.ts';

export interface VerifyOptions {
  readonly model: string;
  /** Replaces the dataset on this machine that has the receipt's slug. */
  readonly data?: string;
}

async function read(path: string): Promise<Result<ReadReceipt>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return failure(unreadable(path, error));
  }
  return readReceipt(path, text);
}

/** Describes the evaluation that the numbers belong to. */
function about({ dataset, report }: Receipt): string {
  const { id, seeds } = report.protocol;
  const clusters = `${plural(report.clusters, 'cluster')} for ${plural(report.classCount, 'class', 'classes')}`;
  return [
    `${printable(dataset.name)} (${printable(dataset.slug)})`,
    `${id}: ${clusters}, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`,
  ].join('\n');
}

function judge(given: Receipt, recomputed: Receipt): Outcome {
  const numbers = compareReceipts(given, recomputed);
  const environment = compareEnvironments(given, recomputed);
  const firstDifference = numbers.find(({ same }) => !same);
  const tables = [about(given), stepTable(numbers), scoreComparison(given, recomputed)];
  if (firstDifference === undefined) {
    return {
      exitCode: exitCodes.ok,
      document: { same: true, environment, numbers },
      text: [...tables, `Verified: all ${numbers.length} values are identical, bit for bit.`].join('\n\n'),
    };
  }
  const causes =
    environment.length === 0
      ? 'The machine, versions and execution settings match the receipt, so they are not the cause.'
      : [
          'Possible causes, because these differ from the receipt:',
          ...environment.map(({ name, receipt, here }) =>
            printable(`  ${name}: ${receipt} in the receipt, ${here} here`),
          ),
        ].join('\n');
  return {
    exitCode: exitCodes.different,
    document: { same: false, firstDifference, environment, numbers },
    text: [...tables, `Not verified. ${sentence(firstDifference)}`, causes].join('\n\n'),
  };
}

/** Warns when the receipt's slug names a different dataset on this machine. */
async function noteNamesake({ dataset }: Receipt, { datasetsDir, note }: CommandContext): Promise<void> {
  const { slug, contentSha256 } = dataset;
  const here = (await listPacks(datasetsDir)).find((listed) => listed.slug === slug);
  if (here?.pack.ok && hashContent(here.pack.value.manifest) !== contentSha256) {
    note(`The receipt describes a different dataset than the “${slug}” on this machine.`);
  }
}

async function findImages(
  { dataset }: Receipt,
  data: string | undefined,
  scratch: string,
  context: CommandContext,
): Promise<Result<Pack>> {
  const pack = await findPack(data === undefined ? { benchmark: dataset.slug } : { data }, scratch, context);
  if (pack.ok || pack.problem.code !== 'BENCHMARK_NOT_FOUND') return pack;
  const advice = `Use --data to point to the images. ${pack.problem.advice}`;
  return failure({ ...pack.problem, advice });
}

/** Recomputes a receipt and compares every number. */
export async function verify(path: string, options: VerifyOptions, context: CommandContext): CommandResult {
  const receiptFile = await read(path);
  if (!receiptFile.ok) return receiptFile;
  const changed = mismatch.receipt(receiptFile.value);
  if (changed !== null) return success(changed);
  const { receipt } = receiptFile.value;
  const model = await measureModel(options.model);
  if (!model.ok) return model;
  const misnamed = mismatch.model(receipt, model.value.sha256) ?? mismatch.shippedDataset(receipt);
  if (misnamed !== null) return success(misnamed);
  return withScratch(async (scratch) => {
    const pack = await findImages(receipt, options.data, scratch, context);
    if (!pack.ok) return pack;
    const other = mismatch.dataset(receipt, hashContent(pack.value.manifest)) ?? mismatch.protocol(receipt);
    if (other !== null) return success(other);
    await noteNamesake(receipt, context);
    const recomputed = await runEvaluation(
      {
        pack: pack.value,
        model: model.value,
        output: receipt.output,
        inputLayout: receipt.input?.layout,
        preprocessing: receipt.preprocessing.definition,
        protocol: receipt.protocol.definition,
        probes: receipt.report.probes !== undefined,
        execution: receipt.execution,
      },
      scratch,
      context,
    );
    return recomputed.ok ? success(judge(receipt, recomputed.value)) : recomputed;
  });
}
