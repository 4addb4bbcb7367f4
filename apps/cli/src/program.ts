import { strict1 } from '@clusterboard/evaluation/protocols';
import { layouts } from '@clusterboard/onnx/layouts';
import { poolings } from '@clusterboard/onnx/poolings';
import { colours } from '@clusterboard/preprocessing/colour-order';
import { interpolations } from '@clusterboard/preprocessing/interpolations';
import { presetNames } from '@clusterboard/preprocessing/presets';
import { Command, Option } from 'commander';
import type { ClusterOptions } from './commands/cluster.ts';
import type { DatasetImportOptions } from './commands/dataset-import.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { ScoreOptions } from './commands/score.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { CommandContext } from './context.ts';
import * as value from './option-values.ts';
import type { CommandResult } from './output/outcome.ts';
import type { OutputFlags } from './output-flags.ts';

// Imports only what parsing needs, so that `--help` starts fast.

/** A parsed command line. */
export interface Request {
  readonly json: boolean;
  readonly run: (context: CommandContext) => CommandResult;
}

type Take = (command: Command, run: Request['run']) => void;

const protocolOption = () =>
  new Option('--protocol <id>', `one of: ${value.protocolNames.join(', ')}`)
    .argParser(value.protocol)
    .default(strict1, strict1.id);

const outputText = 'model output to use as features (default: read from the model)';
const layoutOption = () =>
  new Option(
    '--layout <axes>',
    'axes of the output, and of an image input that leaves them open: nd, maps nchw or nhwc, tokens ntd or ndt (default: read from the model)',
  ).choices(layouts);
const poolingOption = () =>
  new Option('--pooling <kind>', 'how to pool tokens and maps (default: read from the model)').choices(
    poolings,
  );

const labelFiles = '.npy, .json, .csv, .tsv or .txt';

const example = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  clusterboard ${line}`).join('\n')}`;

function addEvaluate(program: Command, take: Take): void {
  program
    .command('evaluate')
    .summary('evaluate a model and write a receipt')
    .description('Runs the full protocol on a model, without a server or database, and writes a receipt.')
    .argument('<model.onnx>')
    .addOption(
      new Option('--benchmark <slug>', 'digits, fashion-mnist or a dataset you imported').conflicts('data'),
    )
    .option('--data <path>', 'use a dataset pack, or a directory, ZIP or CSV of images, instead')
    .addOption(protocolOption())
    .option('--output <name>', outputText)
    .addOption(layoutOption())
    .addOption(poolingOption())
    .option('--batch <images>', 'images per run (default: up to 64)', value.batch)
    .option(
      '--size <pixels>',
      'input size, such as 224 or 224x320 (height x width); default: the size of the model or the images',
      value.size,
    )
    .option('--shorter-side <pixels>', 'resize the shorter side before the centre crop', value.positive)
    .addOption(new Option('--interpolation <kind>', 'resize filter').choices(interpolations))
    .addOption(new Option('--colour <order>', 'channel order').choices(colours))
    .addOption(new Option('--preset <name>', 'named scale, mean and std').choices(presetNames))
    .option('--scale <number>', 'multiply pixel values by this (default: 1/255)', value.number)
    .option('--mean <list>', 'subtract after scaling: one value, or one per channel', value.numbers)
    .option('--std <list>', 'divide by this: one value, or one per channel', value.numbers)
    .option('--receipt <file>', 'receipt file (default: MODEL.BENCHMARK.receipt.json)')
    .option('--save-features <directory>', 'save features and labels as .npy, for `cluster`')
    .addHelpText(
      'after',
      example(
        'evaluate simclr.onnx --benchmark fashion-mnist',
        'evaluate vit.onnx --data photos --size 224 --preset imagenet',
      ),
    )
    .action((model: string, { benchmark, data, ...flags }: EvaluateFlags, command: Command) => {
      if (benchmark === undefined && data === undefined) {
        command.error('error: --benchmark or --data is required');
      }
      const pack = data === undefined ? { benchmark: benchmark ?? '' } : { data };
      take(command, async (context) => {
        const { evaluateModel } = await import('./commands/evaluate.ts');
        return evaluateModel(model, { ...flags, pack }, context);
      });
    });
}

type EvaluateFlags = Omit<EvaluateOptions, 'pack'> & { benchmark?: string; data?: string };

function addCluster(program: Command, take: Take): void {
  program
    .command('cluster')
    .summary('evaluate features you have extracted')
    .description('Runs the full protocol on features you have extracted.')
    .requiredOption('--train <file.npy>', 'train features, [images, dimensions]')
    .requiredOption('--train-labels <file>', `the class of each train image (${labelFiles})`)
    .requiredOption('--test <file.npy>', 'test features')
    .requiredOption('--test-labels <file>', 'the class of each test image')
    .addOption(protocolOption())
    .option('--k <number>', 'number of clusters, overriding the protocol', value.positive)
    .option('--pca <dimensions>', 'maximum number of dimensions to keep', value.positive)
    .option('--seeds <list>', 'number of seeds (5) or a list (0,1,2)', value.seeds)
    .addHelpText(
      'after',
      example('cluster --train x.npy --train-labels y.npy \\\n    --test t.npy --test-labels u.npy'),
    )
    .action((options: ClusterOptions, command: Command) =>
      take(command, async (context) => {
        const { cluster } = await import('./commands/cluster.ts');
        return cluster(options, context);
      }),
    );
}

function addScore(program: Command, take: Take): void {
  program
    .command('score')
    .summary('compare labels and cluster assignments')
    .description('Computes metrics for labels and cluster assignments, without clustering anything.')
    .requiredOption('--labels <file>', `the class of each image (${labelFiles})`)
    .requiredOption('--clusters <file>', 'the cluster of each image')
    .option('--train-labels <file>', 'match clusters to classes on these labels, as benchmarks do')
    .option('--train-clusters <file>', 'the cluster of each image in --train-labels')
    .addHelpText('after', example('score --labels classes.csv --clusters kmeans.npy'))
    .action((options: ScoreOptions, command: Command) => {
      if ((options.trainLabels === undefined) !== (options.trainClusters === undefined)) {
        command.error('error: --train-labels and --train-clusters must be used together');
      }
      take(command, async (context) => {
        const { score } = await import('./commands/score.ts');
        return score(options, context);
      });
    });
}

function addInspect(program: Command, take: Take): void {
  program
    .command('inspect')
    .summary('show a model and whether it would be accepted')
    .description('Shows a model and whether it would be accepted. The model is parsed, not run.')
    .argument('<model.onnx>')
    .option('--output <name>', outputText)
    .addOption(layoutOption())
    .addOption(poolingOption())
    .addHelpText('after', example('inspect simclr.onnx'))
    .action((model: string, options: OutputFlags, command: Command) =>
      take(command, async () => {
        const { inspect } = await import('./commands/inspect.ts');
        return inspect(model, options);
      }),
    );
}

function addVerify(program: Command, take: Take): void {
  program
    .command('verify')
    .summary('recompute a receipt and compare')
    .description('Recomputes a receipt and checks that every number is identical, bit for bit.')
    .argument('<receipt.json>')
    .requiredOption('--model <model.onnx>', 'the model described by the receipt')
    .option('--data <path>', 'the images, if the dataset is not on this machine')
    .addHelpText('after', example('verify simclr.fashion-mnist.receipt.json --model simclr.onnx'))
    .action((receipt: string, options: VerifyOptions, command: Command) =>
      take(command, async (context) => {
        const { verify } = await import('./commands/verify.ts');
        return verify(receipt, options, context);
      }),
    );
}

function addDataset(program: Command, take: Take): void {
  const dataset = program
    .command('dataset')
    .summary('import and list datasets on this machine')
    .description('Manages datasets on this machine.');
  dataset
    .command('import')
    .summary('create a dataset from images')
    .description(
      'Creates a dataset from a directory or ZIP of class folders (inside train and test, or split automatically), a CSV of paths and labels, or a directory of IDX files.',
    )
    .argument('<source>')
    .requiredOption('--name <name>', 'display name')
    .option('--slug <slug>', 'short name used in commands; derived from the name by default')
    .option('--description <text>', 'description of the images')
    .option('--licence <spdx>', 'SPDX identifier, such as CC-BY-4.0')
    .option('--accept-licence <your name>', 'accept the terms of a dataset that has them (ObjectNet)')
    .option('--labels <file.csv>', 'CSV of paths and labels, inside the source')
    .option(
      '--class-level <number>',
      'depth of the class folders below the splits, if unclear',
      value.positive,
    )
    .option(
      '--train-share <share>',
      'train share of each class if the source has no splits (default: 0.8)',
      value.share,
    )
    .option('--seed <number>', 'seed of that split (default: 0)', value.whole)
    .option('--class-names <list>', 'class names for IDX files, in label order', value.words)
    .option('--strict', 'fail on problems that are otherwise only reported')
    .option('--replace', 'replace an existing dataset with the same slug')
    .addHelpText('after', example('dataset import photos --name "My photos" --train-share 0.7'))
    .action((source: string, options: DatasetImportOptions, command: Command) =>
      take(command, async (context) => {
        const { datasetImport } = await import('./commands/dataset-import.ts');
        return datasetImport(source, options, context);
      }),
    );
  dataset
    .command('list')
    .summary('list the datasets on this machine')
    .description('Lists the datasets on this machine.')
    .action((_: object, command: Command) =>
      take(command, async (context) => {
        const { datasetList } = await import('./commands/dataset-list.ts');
        return datasetList(context);
      }),
    );
}

function addJson(command: Command): void {
  command.option('--json', 'print JSON, including errors');
  for (const below of command.commands) addJson(below);
}

/** The command line; the action of the chosen command passes its request to `take`. */
export function createProgram(version: string, take: (request: Request) => void): Command {
  const program = new Command('clusterboard')
    .description(
      'Clusters the features of image encoders with k-means and measures how closely the clusters match the true classes.',
    )
    .version(version)
    .showHelpAfterError('(see --help)')
    .addHelpText(
      'after',
      `
Exit codes: 0 success, 1 internal error, 2 usage error, 3 input rejected or
output not writable, 4 results differ (verify), 130 interrupted. For details,
see docs/command-line.md.`,
    );
  const takeOptions: Take = (command, run) => take({ json: command.optsWithGlobals().json === true, run });
  for (const add of [addEvaluate, addCluster, addScore, addInspect, addVerify, addDataset]) {
    add(program, takeOptions);
  }
  addJson(program);
  return program;
}
