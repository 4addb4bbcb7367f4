import { registry, type Scores, scoreClustering } from '@clusterboard/evaluation';
import { failure, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import type { LabelList } from '../labels/label-list.ts';
import { numberLabels } from '../labels/number-labels.ts';
import { distinctProblem, pairLabels } from '../labels/pair-labels.ts';
import { readLabels } from '../labels/read-labels.ts';
import { lengthProblem, numberSplits } from '../labels/shared-labels.ts';
import { type CommandResult, exitCodes } from '../output/outcome.ts';
import { scoresTable } from '../output/score-table.ts';
import { plural } from '../output/terminal-text.ts';

export interface ScoreOptions {
  readonly labels: string;
  readonly clusters: string;
  /** With both, clusters are matched to classes on these, as a benchmark does. */
  readonly trainLabels?: string;
  readonly trainClusters?: string;
}

interface Lists {
  readonly labels: LabelList;
  readonly clusters: LabelList;
}

interface Indices {
  readonly labels: Int32Array;
  readonly clusters: Int32Array;
}

/** Two splits, the same one twice where there is no train, as indices of the same classes and clusters. */
interface Splits {
  readonly train: Indices;
  readonly test: Indices;
  readonly classCount: number;
  readonly clusterCount: number;
}

type Note = CommandContext['note'];

/** A test split may have one image of each class; lists that stand alone, and those of a train split, may not. */
async function readLists(
  labelsFile: string,
  clustersFile: string,
  mayBeDistinct: boolean,
  note: Note,
): Promise<Result<Lists>> {
  const labels = await readLabels(labelsFile, note);
  if (!labels.ok) return labels;
  const clusters = await readLabels(clustersFile, note);
  if (!clusters.ok) return clusters;
  const paired = pairLabels(labels.value, clusters.value, note);
  if (!paired.ok) return paired;
  const expected = { file: labelsFile, count: labels.value.labels.length, what: 'labels' };
  const actual = { file: clustersFile, count: clusters.value.labels.length, what: 'clusters' };
  if (expected.count === actual.count) {
    const distinct = mayBeDistinct
      ? null
      : (distinctProblem(labels.value, 'labels') ?? distinctProblem(clusters.value, 'clusters'));
    return distinct === null ? paired : failure(distinct);
  }
  // The longer one may hold its own heading.
  const [wrong, other] = expected.count > actual.count ? [expected, actual] : [actual, expected];
  return failure(lengthProblem(wrong.file, wrong, other));
}

function oneSplit({ labels, clusters }: Lists): Splits {
  const classes = numberLabels(labels);
  const groups = numberLabels(clusters);
  const [ofLabels = new Int32Array()] = classes.indices;
  const [ofClusters = new Int32Array()] = groups.indices;
  const split = { labels: ofLabels, clusters: ofClusters };
  return { train: split, test: split, classCount: classes.names.length, clusterCount: groups.names.length };
}

async function twoSplits(test: Lists, options: Required<ScoreOptions>, note: Note): Promise<Result<Splits>> {
  const train = await readLists(options.trainLabels, options.trainClusters, false, note);
  if (!train.ok) return train;
  const classes = numberSplits(
    { file: options.trainLabels, labels: train.value.labels },
    { file: options.labels, labels: test.labels },
  );
  if (!classes.ok) return classes;
  const groups = numberSplits(
    { file: options.trainClusters, labels: train.value.clusters },
    { file: options.clusters, labels: test.clusters },
  );
  if (!groups.ok) return groups;
  const split = (index: number): Indices => ({
    labels: classes.value.indices[index] ?? new Int32Array(),
    clusters: groups.value.indices[index] ?? new Int32Array(),
  });
  return success({
    train: split(0),
    test: split(1),
    classCount: classes.value.names.length,
    clusterCount: groups.value.names.length,
  });
}

/** All metrics of two lists; the accuracies matched on train only where there is a train split. */
export async function score(options: ScoreOptions, { note }: CommandContext): CommandResult {
  const { trainLabels, trainClusters } = options;
  const hasTrain = trainLabels !== undefined && trainClusters !== undefined;
  const lists = await readLists(options.labels, options.clusters, hasTrain, note);
  if (!lists.ok) return lists;
  const splits = hasTrain
    ? await twoSplits(lists.value, { ...options, trainLabels, trainClusters }, note)
    : success(oneSplit(lists.value));
  if (!splits.ok) return splits;
  const { train, test, classCount, clusterCount } = splits.value;
  const scored = scoreClustering(train, test, clusterCount, classCount).scores;
  const scores: Partial<Scores> = Object.fromEntries(
    registry.filter(({ needsTrain }) => hasTrain || !needsTrain).map(({ key }) => [key, scored[key]]),
  );
  const size = { images: test.labels.length, classes: classCount, clusters: clusterCount };
  const counts = [
    plural(size.images, 'image'),
    plural(size.classes, 'class', 'classes'),
    plural(size.clusters, 'cluster'),
  ];
  return success({
    exitCode: exitCodes.ok,
    document: { ...size, scores },
    text: `${counts.join(', ')}\n\n${scoresTable(scores)}`,
  });
}
