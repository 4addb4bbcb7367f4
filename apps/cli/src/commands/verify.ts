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
import { failure, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { findPack } from '../find-pack.ts';
import { measureModel } from '../model-file.ts';
import { type CommandResult, exitCodes, type Outcome } from '../output/outcome.ts';
import { plural } from '../output/plural.ts';
import { printable } from '../output/printable.ts';
import { scoreComparison, stepTable } from '../output/verification-tables.ts';
import { runEvaluation } from '../run-evaluation.ts';
import { withScratch } from '../scratch.ts';
import { mismatch, sentence } from './mismatch.ts';

export interface VerifyOptions {
  readonly model: string;
  /** Instead of the dataset here of the receipt's slug. */
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

/** What the numbers are numbers of. */
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
      text: [...tables, `The same: all ${numbers.length} values, bit for bit.`].join('\n\n'),
    };
  }
  const causes =
    environment.length === 0
      ? 'Machine, versions and execution are the same as the receipt’s: they are not the cause.'
      : [
          'A possible cause is what differs around it:',
          ...environment.map(({ name, receipt, here }) =>
            printable(`  ${name}: ${receipt} there, ${here} here`),
          ),
        ].join('\n');
  return {
    exitCode: exitCodes.different,
    document: { same: false, firstDifference, environment, numbers },
    text: [...tables, `Not the same. ${sentence(firstDifference)}`, causes].join('\n\n'),
  };
}

/** Says where the receipt's slug names another dataset here. */
async function noteNamesake({ dataset }: Receipt, { datasetsDir, note }: CommandContext): Promise<void> {
  const { slug, contentSha256 } = dataset;
  const here = (await listPacks(datasetsDir)).find((listed) => listed.slug === slug);
  if (here?.pack.ok && hashContent(here.pack.value.manifest) !== contentSha256) {
    note(`The receipt is not about the dataset “${slug}” that is here, but about another one of that name.`);
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
  const advice = `Name the images of the receipt by --data. ${pack.problem.advice}`;
  return failure({ ...pack.problem, advice });
}

/** Computes everything in a receipt again and holds number against number. */
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
