import { strict1 } from '@clusterboard/evaluation/protocols';
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

// Only what the command line itself needs is imported here: `--help` waits for nothing else.

/** What the command line asks for. */
export interface Request {
  readonly json: boolean;
  readonly run: (context: CommandContext) => CommandResult;
}

type Take = (command: Command, run: Request['run']) => void;

const protocolOption = () =>
  new Option('--protocol <id>', `one of ${value.protocolNames.join(', ')}`)
    .argParser(value.protocol)
    .default(strict1, strict1.id);

const labelFiles = '.npy, .json, .csv, .tsv or .txt';

const example = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  clusterboard ${line}`).join('\n')}`;

function addEvaluate(program: Command, take: Take): void {
  program
    .command('evaluate')
    .summary('judge a model; writes a receipt')
    .description(
      'Runs the whole protocol on a model, without a server or a database, and writes a receipt of it.',
    )
    .argument('<model.onnx>')
    .addOption(
      new Option('--benchmark <slug>', 'digits, fashion-mnist, or a dataset that you imported').conflicts(
        'data',
      ),
    )
    .option('--data <path>', 'instead of it: a dataset pack, or a directory, ZIP or CSV of images')
    .addOption(protocolOption())
    .option('--output <name>', 'the output that holds the features; a guess by default')
    .addOption(new Option('--pooling <kind>', 'of [N, T, D] and [N, C, H, W] outputs').choices(poolings))
    .option(
      '--size <pixels>',
      'of the input, as 224 or 224x320 (height x width); the model’s or the images’ by default',
      value.size,
    )
    .option('--shorter-side <pixels>', 'resize to this before the centre crop', value.positive)
    .addOption(new Option('--interpolation <kind>', 'of the resize').choices(interpolations))
    .addOption(new Option('--colour <order>', 'of the channels').choices(colours))
    .addOption(new Option('--preset <name>', 'scale, mean and std by name').choices(presetNames))
    .option('--scale <number>', 'pixels are multiplied by it (1/255)', value.number)
    .option('--mean <list>', 'subtracted after scaling: one value, or one a channel', value.numbers)
    .option('--std <list>', 'divided by: one value, or one a channel', value.numbers)
    .option('--receipt <file>', 'where the receipt goes; MODEL.BENCHMARK.receipt.json here by default')
    .option('--save-features <directory>', 'keep features and labels there as .npy, for `cluster`')
    .addHelpText(
      'after',
      example(
        'evaluate simclr.onnx --benchmark fashion-mnist',
        'evaluate vit.onnx --data photos --size 224 --preset imagenet',
      ),
    )
    .action((model: string, { benchmark, data, ...flags }: EvaluateFlags, command: Command) => {
      if (benchmark === undefined && data === undefined) {
        command.error('error: --benchmark or --data is needed');
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
    .summary('judge features that you have')
    .description('Runs the whole protocol on features that you have.')
    .requiredOption('--train <file.npy>', 'train features, [images, dimensions]')
    .requiredOption('--train-labels <file>', `the class of each train image (${labelFiles})`)
    .requiredOption('--test <file.npy>', 'test features')
    .requiredOption('--test-labels <file>', 'the class of each test image')
    .addOption(protocolOption())
    .option('--k <number>', 'clusters, instead of the protocol’s', value.positive)
    .option('--pca <dimensions>', 'most dimensions that are kept', value.positive)
    .option('--seeds <list>', 'how many (5), or which (0,1,2)', value.seeds)
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
    .summary('metrics of two lists of labels')
    .description('Metrics of two lists of labels. Nothing is fitted.')
    .requiredOption('--labels <file>', `the class of each image (${labelFiles})`)
    .requiredOption('--clusters <file>', 'the cluster of each image')
    .option('--train-labels <file>', 'match clusters to classes on these, as benchmarks do')
    .option('--train-clusters <file>', 'the clusters of the same images as --train-labels')
    .addHelpText('after', example('score --labels classes.csv --clusters kmeans.npy'))
    .action((options: ScoreOptions, command: Command) => {
      if ((options.trainLabels === undefined) !== (options.trainClusters === undefined)) {
        command.error('error: --train-labels and --train-clusters go together');
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
    .summary('what a model is, and whether it would be accepted')
    .description('What a model is, and whether it would be accepted. The model is read, not run.')
    .argument('<model.onnx>')
    .option('--output <name>', 'the output that holds the features')
    .addHelpText('after', example('inspect simclr.onnx'))
    .action((model: string, options: { output?: string }, command: Command) =>
      take(command, async () => {
        const { inspect } = await import('./commands/inspect.ts');
        return inspect(model, options);
      }),
    );
}

function addVerify(program: Command, take: Take): void {
  program
    .command('verify')
    .summary('compute a receipt again, and compare')
    .description('Computes a receipt again and says whether every number is the same, bit for bit.')
    .argument('<receipt.json>')
    .requiredOption('--model <model.onnx>', 'the model that the receipt is about')
    .option('--data <path>', 'the images, where they are not among the datasets here')
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
    .summary('datasets on this machine: import, list')
    .description('Datasets on this machine.');
  dataset
    .command('import')
    .summary('make a dataset of images')
    .description(
      'Makes a dataset of a directory or ZIP of class folders (in train and test, or split here), a CSV of paths and labels, or a directory of IDX files.',
    )
    .argument('<source>')
    .requiredOption('--name <name>', 'for people')
    .option('--slug <slug>', 'for commands; made from the name by default')
    .option('--description <text>', 'of what the images are')
    .option('--licence <spdx>', 'such as CC-BY-4.0')
    .option('--accept-licence <your name>', 'agree to the terms of a dataset that has some (ObjectNet)')
    .option('--labels <file.csv>', 'paths and labels, inside the source')
    .option('--train-share <share>', 'of each class, where the source has no splits (0.8)', value.share)
    .option('--seed <number>', 'of that split (0)', value.whole)
    .option('--class-names <list>', 'for IDX files, in the order of their numbers', value.words)
    .option('--strict', 'refuse what is otherwise only reported')
    .option('--replace', 'put it in the place of a dataset of the same slug')
    .addHelpText('after', example('dataset import photos --name "My photos" --train-share 0.7'))
    .action((source: string, options: DatasetImportOptions, command: Command) =>
      take(command, async (context) => {
        const { datasetImport } = await import('./commands/dataset-import.ts');
        return datasetImport(source, options, context);
      }),
    );
  dataset
    .command('list')
    .summary('the datasets on this machine')
    .description('The datasets on this machine.')
    .action((_: object, command: Command) =>
      take(command, async (context) => {
        const { datasetList } = await import('./commands/dataset-list.ts');
        return datasetList(context);
      }),
    );
}

function addJson(command: Command): void {
  command.option('--json', 'print JSON, problems too');
  for (const below of command.commands) addJson(below);
}

/** The command line; the action that was chosen hands what is to be done to `take`. */
export function createProgram(version: string, take: (request: Request) => void): Command {
  const program = new Command('clusterboard')
    .description('Judges image encoders by how well k-means on their features finds the classes.')
    .version(version)
    .showHelpAfterError('(--help tells more)')
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 a fault of ours, 2 wrong usage, 3 input refused or output
not writable, 4 not the same (verify), 130 interrupted; docs/command-line.md
tells more.`,
    );
  const takeOptions: Take = (command, run) => take({ json: command.optsWithGlobals().json === true, run });
  for (const add of [addEvaluate, addCluster, addScore, addInspect, addVerify, addDataset]) {
    add(program, takeOptions);
  }
  addJson(program);
  return program;
}
