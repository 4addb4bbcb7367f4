import { readFile } from 'node:fs/promises';
import { failure, type Result, success } from '@clusterboard/problems';
import {
  type Comparison,
  compareReceipts,
  differencesOfSurroundings,
  hashContent,
  type ReadReceipt,
  type Receipt,
  readReceipt,
} from '@clusterboard/receipt';
import type { CommandContext } from '../context.ts';
import { unreadable } from '../file-problem.ts';
import { findPack } from '../find-pack.ts';
import { measureModel } from '../model-file.ts';
import { type CommandResult, exitCodes, type Outcome } from '../output/outcome.ts';
import { scoreComparison, stepTable } from '../output/verification-tables.ts';
import { runEvaluation } from '../run-evaluation.ts';
import { withScratch } from '../scratch.ts';

export interface VerifyOptions {
  readonly model: string;
  /** Instead of the dataset here of the receipt's slug. */
  readonly data?: string;
}

/** The step of a receipt that was changed after it was made is `receipt`, before all others. */
type Difference = Omit<Comparison, 'step' | 'same'> & { readonly step: Comparison['step'] | 'receipt' };

async function read(path: string): Promise<Result<ReadReceipt>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return failure(unreadable(path, error));
  }
  return readReceipt(path, text);
}

const short = (value: Comparison['receipt']): string => (value === undefined ? 'missing' : String(value));

const sentence = ({ step, name, receipt, recomputed }: Difference): string =>
  `The first difference is in the step “${step}”: ${name} is ${short(receipt)} in the receipt and ${short(recomputed)} here.`;

/** Nothing was computed: what would come out is about something else. */
const differsEarly = (difference: Difference, advice: string): Outcome => ({
  exitCode: exitCodes.different,
  document: { same: false, firstDifference: difference, advice, surroundings: [], numbers: [] },
  text: `Not the same. ${sentence(difference)}\n${advice}`,
});

/** Receipt, model or dataset are others than those that the receipt is about; null where all are the same. */
const misfit = {
  receipt: ({ receipt, actualSha256 }: ReadReceipt): Outcome | null =>
    actualSha256 === receipt.sha256
      ? null
      : differsEarly(
          { step: 'receipt', name: 'sha256', receipt: receipt.sha256, recomputed: actualSha256 },
          'The receipt was changed after it was made: get it again from where it came.',
        ),
  model: ({ model }: Receipt, sha256: string): Outcome | null =>
    sha256 === model.sha256
      ? null
      : differsEarly(
          { step: 'model', name: 'model.sha256', receipt: model.sha256, recomputed: sha256 },
          'The receipt is about another model file.',
        ),
  dataset: ({ dataset }: Receipt, contentSha256: string): Outcome | null =>
    contentSha256 === dataset.contentSha256
      ? null
      : differsEarly(
          {
            step: 'dataset',
            name: 'dataset.contentSha256',
            receipt: dataset.contentSha256,
            recomputed: contentSha256,
          },
          `The receipt is about other images, labels or splits of “${dataset.name}”; --data names them.`,
        ),
};

function judge(given: Receipt, recomputed: Receipt): Outcome {
  const numbers = compareReceipts(given, recomputed);
  const surroundings = differencesOfSurroundings(given, recomputed);
  const firstDifference = numbers.find(({ same }) => !same);
  const tables = [stepTable(numbers), scoreComparison(given, recomputed)];
  if (firstDifference === undefined) {
    return {
      exitCode: exitCodes.ok,
      document: { same: true, surroundings, numbers },
      text: [...tables, `The same: all ${numbers.length} values, bit for bit.`].join('\n\n'),
    };
  }
  const causes =
    surroundings.length === 0
      ? 'Machine, versions and execution are the same as the receipt’s: they are not the cause.'
      : [
          'A possible cause is what differs around it:',
          ...surroundings.map(({ name, receipt, here }) => `  ${name}: ${receipt} there, ${here} here`),
        ].join('\n');
  return {
    exitCode: exitCodes.different,
    document: { same: false, firstDifference, surroundings, numbers },
    text: [...tables, `Not the same. ${sentence(firstDifference)}`, causes].join('\n\n'),
  };
}

/** Computes everything in a receipt again and holds number against number. */
export async function verify(path: string, options: VerifyOptions, context: CommandContext): CommandResult {
  const receiptFile = await read(path);
  if (!receiptFile.ok) return receiptFile;
  const changed = misfit.receipt(receiptFile.value);
  if (changed !== null) return success(changed);
  const { receipt } = receiptFile.value;
  const model = await measureModel(options.model);
  if (!model.ok) return model;
  const otherModel = misfit.model(receipt, model.value.sha256);
  if (otherModel !== null) return success(otherModel);
  return withScratch(async (scratch) => {
    const choice = options.data === undefined ? { benchmark: receipt.dataset.slug } : { data: options.data };
    const pack = await findPack(choice, scratch, context);
    if (!pack.ok) return pack;
    const otherData = misfit.dataset(receipt, hashContent(pack.value.manifest));
    if (otherData !== null) return success(otherData);
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
