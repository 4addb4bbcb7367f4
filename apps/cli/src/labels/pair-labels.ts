import { nameLines } from '@clusterboard/datasets/list-columns';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { type IdColumn, isNumbered, type Label, type LabelFile, type LabelList } from './label-list.ts';
import { type MatchedIds, matchIds } from './match-ids.ts';

/** Fewer labels may all differ in an honest list. */
const fewestDistinct = 3;

function hasRepeat(labels: LabelList): boolean {
  const seen = new Set<Label>();
  for (const label of labels) {
    if (seen.has(label)) return true;
    seen.add(label);
  }
  return false;
}

/** LABELS_UNREADABLE where no two images share a label, as in a list of ids; null otherwise. */
export function distinctProblem({ file, labels, lines }: LabelFile, what: string): Problem | null {
  const count = labels.length;
  if (count < fewestDistinct || hasRepeat(labels)) return null;
  const where = lines.length === 0 ? '' : ` (lines ${lines[0]} to ${lines.at(-1)})`;
  const reason = `its ${count} ${what} are all different${where}, as names of images are`;
  return problem('LABELS_UNREADABLE', { file, reason });
}

/** LABELS_MISALIGNED where a label may be missing; null where the list has no blank lines. */
export function blankLinesProblem({ file, blankLines }: LabelFile, other: string): Problem | null {
  if (blankLines.length === 0) return null;
  const reason = `${file} has nothing on ${nameLines(blankLines)}, where a label may be missing`;
  return problem('LABELS_MISALIGNED', { file, other, reason });
}

const reorder = (list: LabelList, order: Int32Array): LabelList =>
  isNumbered(list)
    ? Float64Array.from(order, (row) => list[row] ?? Number.NaN)
    : Array.from(order, (row) => list[row] ?? '');

/** The first ids of a list that the other one lacks, or that it has twice. */
function differenceOf(list: LabelFile, ids: IdColumn, other: LabelFile, otherIds: IdColumn): string | null {
  const lineOf = (row: number) => list.lines[row] ?? row + 1;
  const seen = new Map<string, number>();
  for (const [row, id] of ids.values.entries()) {
    const before = seen.get(id);
    if (before !== undefined) {
      return `${list.file} lists “${id}” on ${nameLines([lineOf(before), lineOf(row)])}`;
    }
    seen.set(id, row);
  }
  const known = new Set(otherIds.values);
  const missing = ids.values.flatMap((id, row) => (known.has(id) ? [] : [row]));
  const [first] = missing;
  if (first === undefined) return null;
  return `“${ids.values[first]}” on ${nameLines(missing.map(lineOf))} of ${list.file} is not in the column “${otherIds.heading}” of ${other.file}`;
}

function idsProblem(labels: LabelFile, clusters: LabelFile, { one, other }: MatchedIds): Problem {
  const reason =
    differenceOf(labels, one, clusters, other) ??
    differenceOf(clusters, other, labels, one) ??
    `the columns “${one.heading}” and “${other.heading}” differ`;
  return problem('LABELS_MISALIGNED', { file: labels.file, other: clusters.file, reason });
}

const sameLines = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((line, index) => line === other[index]);

/**
 * The labels of two lists for the same images: joined by their ids where both have some, by position
 * otherwise. Fails with LABELS_MISALIGNED where the ids differ, or without ids a blank line may stand for a
 * missing label.
 */
export function pairLabels(
  labels: LabelFile,
  clusters: LabelFile,
  note: CommandContext['note'],
): Result<{ readonly labels: LabelList; readonly clusters: LabelList }> {
  const matched = matchIds(labels.ids, clusters.ids);
  if (matched?.match.kind === 'different') return failure(idsProblem(labels, clusters, matched));
  if (matched?.match.kind === 'joined') {
    const { one, other } = matched;
    note(
      `${clusters.file}: joined to ${labels.file} by “${other.heading}” and “${one.heading}”; their order differs.`,
    );
    return success({ labels: labels.labels, clusters: reorder(clusters.labels, matched.match.order) });
  }
  if (matched === null && !sameLines(labels.blankLines, clusters.blankLines)) {
    const blank = blankLinesProblem(labels, clusters.file) ?? blankLinesProblem(clusters, labels.file);
    if (blank !== null) return failure(blank);
  }
  return success({ labels: labels.labels, clusters: clusters.labels });
}
