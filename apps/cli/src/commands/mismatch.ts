import { protocolHash } from '@clusterboard/evaluation';
import type { Comparison, ReadReceipt, Receipt } from '@clusterboard/pipeline';
import { exitCodes, type Outcome } from '../output/outcome.ts';
import { printable } from '../output/printable.ts';
import { publishedProtocol } from '../published-protocol.ts';
import { shippedDatasets } from '../shipped-datasets.ts';

/** The step of a receipt that was changed after it was made is `receipt`, before all others. */
export type Difference = Omit<Comparison, 'step' | 'same'> & {
  readonly step: Comparison['step'] | 'receipt';
};

const short = (value: Comparison['receipt']): string =>
  value === undefined ? 'missing' : printable(String(value));

export const sentence = ({ step, name, receipt, recomputed }: Difference): string =>
  `The first difference is in the step “${step}”: ${name} is ${short(receipt)} in the receipt and ${short(recomputed)} here.`;

/** Nothing was computed: what would come out is about something else. */
function differsEarly(difference: Difference, advice: string): Outcome | null {
  if (difference.receipt === difference.recomputed) return null;
  return {
    exitCode: exitCodes.different,
    document: { same: false, firstDifference: difference, advice, environment: [], numbers: [] },
    text: `Not the same. ${sentence(difference)}\n${advice}`,
  };
}

/** What keeps a receipt from being about what is here, or about what its names say; null where nothing does. */
export const mismatch = {
  receipt: ({ receipt, actualSha256 }: ReadReceipt): Outcome | null =>
    differsEarly(
      { step: 'receipt', name: 'sha256', receipt: receipt.sha256, recomputed: actualSha256 },
      'The receipt was changed after it was made: get it again from where it came.',
    ),
  model: ({ model }: Receipt, sha256: string): Outcome | null =>
    differsEarly(
      { step: 'model', name: 'model.sha256', receipt: model.sha256, recomputed: sha256 },
      'The receipt is about another model file.',
    ),
  /** Whoever reads the slug of a dataset that comes with Clusterboard takes its scores for those of that one. */
  shippedDataset: ({ dataset: { slug, contentSha256 } }: Receipt): Outcome | null =>
    differsEarly(
      {
        step: 'dataset',
        name: 'dataset.contentSha256',
        receipt: contentSha256,
        recomputed: shippedDatasets.get(slug) ?? contentSha256,
      },
      `The receipt is about other images, labels or splits than “${slug}”, which comes with Clusterboard.`,
    ),
  dataset: ({ dataset }: Receipt, contentSha256: string): Outcome | null =>
    differsEarly(
      {
        step: 'dataset',
        name: 'dataset.contentSha256',
        receipt: dataset.contentSha256,
        recomputed: contentSha256,
      },
      `The receipt is about other images, labels or splits of “${printable(dataset.name)}”; --data names them.`,
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
      `The receipt is about another protocol than the published one of the name “${definition.id}”.`,
    );
  },
};
