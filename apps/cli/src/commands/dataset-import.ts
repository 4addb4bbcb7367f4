import { type ImportReport, importDataset, type Pack } from '@clusterboard/datasets';
import { type Problem, printable, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { type CommandResult, exitCodes, toCliProblem } from '../output/outcome.ts';
import { plural, table } from '../output/terminal-text.ts';

export interface DatasetImportOptions {
  readonly name: string;
  readonly slug?: string;
  readonly description?: string;
  readonly licence?: string;
  /** Name of the person who accepts the dataset's terms. */
  readonly acceptLicence?: string;
  /** A CSV of paths and labels inside the source. */
  readonly labels?: string;
  /** How deep the class folders lie below the splits, from 1, if their names do not tell. */
  readonly classLevel?: number;
  readonly trainShare?: number;
  readonly seed?: number;
  readonly classNames?: readonly string[];
  readonly strict?: boolean;
  readonly replace?: boolean;
}

type Size = Pack['manifest']['image'];

const shownProblems = 20;
const shownClasses = 40;
const shownFiles = 5;
const shownSkipped = 10;

const line = ({ code, message }: Problem): string => `${code}: ${printable(message)}`;

function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const more = problems.length - shownProblems;
  return [
    `${plural(problems.length, 'problem')} found:`,
    ...problems.slice(0, shownProblems).map((problem) => `  ${line(problem)}`),
    ...(more > 0 ? [`  … and ${more} more (use --json to see all)`] : []),
  ];
}

function classTable(classes: readonly { name: string; train: number; test: number }[]): string[] {
  if (classes.length === 0) return [];
  const rows = classes
    .slice(0, shownClasses)
    .map(({ name, train, test }) => [printable(name), `${train}`, `${test}`]);
  const more = classes.length - shownClasses;
  return [table([['class', 'train', 'test'], ...rows]), ...(more > 0 ? [`… and ${more} more classes`] : [])];
}

function ignoredLine(files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, shownFiles).map(printable).join(', ');
  return [
    `Ignored files: ${named}${files.length > shownFiles ? ` and ${files.length - shownFiles} more (use --json to see all)` : ''}.`,
  ];
}

function skippedLines(skipped: ImportReport['skipped']): string[] {
  if (skipped.length === 0) return [];
  const more = skipped.length - shownSkipped;
  return [
    'Skipped:',
    ...skipped.slice(0, shownSkipped).map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}`),
    ...(more > 0 ? [`  … and ${more} more (use --json to see all)`] : []),
  ];
}

function sizeLine({ sizes: { distinct, frequent } }: ImportReport, image: Size | null): string[] {
  const [first] = frequent;
  if (first === undefined) return [];
  const listed = frequent.map(({ height, width, count }) => `${height}×${width} (${plural(count, 'image')})`);
  const more = distinct - frequent.length;
  const chosen = image === null ? '' : ` Models of any input size get ${image.height}×${image.width}.`;
  return [
    `Sizes (height × width): ${listed.join(', ')}${more > 0 ? ` and ${plural(more, 'other size')}` : ''}.${chosen}`,
  ];
}

const paragraphs = (...parts: readonly (readonly string[])[]): string =>
  parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');

/** Imports a directory, ZIP, CSV or IDX files as a dataset pack and reports what it found. */
export async function datasetImport(
  source: string,
  { licence, acceptLicence, ...options }: DatasetImportOptions,
  { datasetsDir, progress, signal }: CommandContext,
): CommandResult {
  const { report, pack } = await importDataset(datasetsDir, source, {
    ...options,
    ...(acceptLicence === undefined ? {} : { acceptedBy: acceptLicence }),
    ...(licence === undefined
      ? {}
      : { licence: { spdx: licence, text: `Stated at import: ${licence}.`, url: '' } }),
    signal,
    onProgress: ({ imagesDone, imagesTotal }) => progress.show('import', imagesDone, imagesTotal),
  });
  const split = report.split === 'stratified' ? ['The source has no splits; they were drawn by class.'] : [];
  const found = [
    ...classTable(report.classes),
    ...split,
    ...sizeLine(report, pack.ok ? pack.value.manifest.image : null),
  ];
  const ignored = ignoredLine(report.ignored);
  const skipped = skippedLines(report.skipped);
  const problems = report.problems.map(toCliProblem);
  if (!pack.ok) {
    const { code, message, advice } = toCliProblem(pack.problem);
    return success({
      exitCode: exitCodes.refused,
      document: { problem: { code, message, advice }, report: { ...report, problems } },
      text: paragraphs(found, ignored, skipped, problemLines(report.problems), [
        `Not imported (${code}): ${printable(message)} ${printable(advice)}`,
      ]),
    });
  }
  const { manifest, directory } = pack.value;
  return success({
    exitCode: exitCodes.ok,
    document: { slug: manifest.slug, directory, image: manifest.image, report: { ...report, problems } },
    text: paragraphs(
      found,
      ignored,
      skipped,
      report.problems.length === 0 ? ['No problems found.'] : problemLines(report.problems),
      [`Imported. Next: clusterboard evaluate MODEL.onnx --benchmark ${manifest.slug}`],
    ),
  });
}
