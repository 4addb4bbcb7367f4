import { type Problem, problem } from '@clusterboard/problems';

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
