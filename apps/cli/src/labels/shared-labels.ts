import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import { isNumbered, type LabelFile, type LabelList } from './label-list.ts';
import { type NumberedLabels, numberLabels } from './number-labels.ts';

type NamedList = Pick<LabelFile, 'file' | 'labels'>;

const kind = (labels: LabelList): string => (isNumbered(labels) ? 'numbers' : 'names');

/**
 * Numbers the labels of a train and a test split together. Fails with LABELS_UNREADABLE where they cannot be
 * labels of the same things: one has names and the other numbers, or they have no label in common.
 */
export function numberSplits(train: NamedList, test: NamedList): Result<NumberedLabels> {
  const refused = (reason: string) => failure(problem('LABELS_UNREADABLE', { file: test.file, reason }));
  if (isNumbered(train.labels) !== isNumbered(test.labels)) {
    return refused(`it holds ${kind(test.labels)} where ${train.file} holds ${kind(train.labels)}`);
  }
  const numbered = numberLabels(train.labels, test.labels);
  const [onTrain = new Int32Array(), onTest = new Int32Array()] = numbered.indices;
  const seen = new Uint8Array(numbered.names.length);
  for (const index of onTrain) seen[index] = 1;
  if (!onTest.some((index) => seen[index] === 1)) {
    return refused(`it has no label in common with ${train.file}`);
  }
  return success(numbered);
}

/** That a list has another length than what it belongs to; a line too many may be a heading. */
export function lengthProblem(
  file: string,
  has: { readonly count: number; readonly what: string },
  where: { readonly file: string; readonly count: number; readonly what: string },
): Problem {
  const heading =
    has.count === where.count + 1 && /\.(csv|tsv|txt)$/i.test(file)
      ? '; if its first line is a heading, call it “label”'
      : '';
  const reason = `it has ${has.count} ${has.what} where ${where.file} has ${where.count} ${where.what}${heading}`;
  return problem('LABELS_UNREADABLE', { file, reason });
}
