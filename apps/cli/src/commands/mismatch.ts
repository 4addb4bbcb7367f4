import { includedBenchmarks } from '@clusterboard/catalogue';
import { protocolHash } from '@clusterboard/evaluation';
import type { Comparison, ReadReceipt, Receipt } from '@clusterboard/pipeline';
import { printable } from '@clusterboard/problems';
import { publishedProtocol } from '../option-values.ts';
import { exitCodes, type Outcome } from '../output/outcome.ts';

/** The step of a receipt that was changed after it was made is `receipt`, before all others. */
export type Difference = Omit<Comparison, 'step' | 'same'> & {
  readonly step: Comparison['step'] | 'receipt';
};

const short = (value: Comparison['receipt']): string =>
  value === undefined ? 'missing' : printable(String(value));

export const sentence = ({ step, name, receipt, recomputed }: Difference): string =>
  `The first difference is in step “${step}”: ${name} is ${short(receipt)} in the receipt and ${short(recomputed)} here.`;

/** A difference found before anything was computed. */
function differsEarly(difference: Difference, advice: string): Outcome | null {
  if (difference.receipt === difference.recomputed) return null;
  return {
    exitCode: exitCodes.different,
    document: { same: false, firstDifference: difference, advice, environment: [], numbers: [] },
    text: `Not verified. ${sentence(difference)}\n${advice}`,
  };
}

/** Checks that the receipt describes the given model, dataset and protocol; each returns null when it does. */
export const mismatch = {
  receipt: ({ receipt, actualSha256 }: ReadReceipt): Outcome | null =>
    differsEarly(
      { step: 'receipt', name: 'sha256', receipt: receipt.sha256, recomputed: actualSha256 },
      'The receipt was modified after it was created. Download or create it again.',
    ),
  model: ({ model }: Receipt, sha256: string): Outcome | null =>
    differsEarly(
      { step: 'model', name: 'model.sha256', receipt: model.sha256, recomputed: sha256 },
      'The receipt describes a different model file.',
    ),
  /** A reader takes the scores under a shipped dataset's slug for scores of that dataset. */
  shippedDataset({ dataset: { slug, contentSha256 } }: Receipt): Outcome | null {
    const shipped = includedBenchmarks.find((benchmark) => benchmark.slug === slug)?.dataset;
    return differsEarly(
      {
        step: 'dataset',
        name: 'dataset.contentSha256',
        receipt: contentSha256,
        recomputed: shipped?.contentSha256 ?? contentSha256,
      },
      `The receipt describes different images, labels or splits than “${slug}”, which ships with Clusterboard.`,
    );
  },
  dataset: ({ dataset }: Receipt, contentSha256: string): Outcome | null =>
    differsEarly(
      {
        step: 'dataset',
        name: 'dataset.contentSha256',
        receipt: dataset.contentSha256,
        recomputed: contentSha256,
      },
      `The receipt describes different images, labels or splits of “${printable(dataset.name)}”. Use --data to point to them.`,
    ),
  protocol({ protocol: { definition } }: Receipt): Outcome | null {
    const sha256 = protocolHash(definition);
    const published = publishedProtocol(definition.id);
    return differsEarly(
      {
        step: 'protocol',
        name: 'protocol.sha256',
        receipt: sha256,
        recomputed: published === undefined ? sha256 : protocolHash(published),
      },
      `The receipt’s protocol differs from the published protocol “${definition.id}”.`,
    );
  },
};
