import { join } from 'node:path';
import { systemProblem } from '@clusterboard/artifacts/file-problem';
import type { Variables } from '@clusterboard/environment';
import { PlatformFault, type Problem, printable, printableJson, printableText } from '@clusterboard/problems';
import { type Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { CommandContext } from './context.ts';
import { exitCodes, type Outcome, toCliProblem } from './output/outcome.ts';
import { createProgress } from './output/progress.ts';
import { createProgram, type Request } from './program.ts';

/** The streams, signal and paths that the command line works with. */
export interface CliIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  readonly runnerEntry: string;
  readonly evaluatorEntry: string;
  /** Of datasets, where DATA_DIR does not say otherwise. */
  readonly defaultDataDir: string;
  /** The process's own by default. */
  readonly variables?: Variables;
}

/** A failure in the shape of a problem; USAGE, FAULT and INTERRUPTED are the command's own codes. */
type Failure = Pick<Problem, 'message'> & { readonly code: string; readonly advice?: string };

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command);
  for (const below of command.commands) everyCommand(below, change);
}

/** Fails with an exit code where nothing is to be run: help was shown, or the usage is wrong. */
function parseArguments(args: readonly string[], { stdout, stderr }: CliIo): Request | number {
  const json = args.includes('--json');
  let request: Request | undefined;
  let complaint = '';
  const program = createProgram(manifest.version, (chosen) => {
    request = chosen;
  });
  everyCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => stdout.write(printableText(text)),
      writeErr: (text) => {
        complaint += text;
        if (!json) stderr.write(printableText(text));
      },
    });
  });
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.ok;
    if (json) stdout.write(failureJson({ code: 'USAGE', message: complaint.trim() }));
    return exitCodes.usage;
  }
  return request ?? exitCodes.usage;
}

const failureJson = (problem: Failure): string => `${printableJson(JSON.stringify({ problem }, null, 2))}\n`;

async function createContext(io: CliIo): Promise<CommandContext> {
  const { readCommandEnvironment } = await import('@clusterboard/environment');
  const { stderr, signal, runnerEntry, evaluatorEntry, defaultDataDir, variables } = io;
  const environment = readCommandEnvironment(variables);
  const dataDir = environment.dataDir ?? defaultDataDir;
  const progress = await createProgress(stderr);
  const told = new Set<string>();
  return {
    environment,
    datasetsDir: join(dataDir, 'datasets'),
    cropCacheDir: join(dataDir, 'crops'),
    featureCacheDir: join(dataDir, 'features'),
    runnerEntry,
    evaluator: { ...environment.evaluation, entry: evaluatorEntry },
    signal,
    progress,
    note: (line) => {
      if (told.has(line)) return;
      told.add(line);
      progress.stop();
      stderr.write(`${printable(line)}\n`);
    },
  };
}

function failed(problem: Failure, json: boolean, { stdout, stderr }: CliIo): void {
  if (json) stdout.write(failureJson(problem));
  else stderr.write(printableText(`${[problem.message, problem.advice].filter(Boolean).join('\n')}\n`));
}

/** Does what is asked and writes what came out; anything thrown is for the caller. */
async function answer({ json, run }: Request, io: CliIo): Promise<number> {
  const context = await createContext(io);
  const result = await run(context).finally(() => context.progress.stop());
  if (!result.ok) {
    failed(toCliProblem(result.problem), json, io);
    return exitCodes.refused;
  }
  const { document, text, exitCode }: Outcome = result.value;
  // Whatever a command has let through of a file's or folder's text.
  io.stdout.write(`${json ? printableJson(JSON.stringify(document, null, 2)) : printableText(text)}\n`);
  return exitCode;
}

/** Runs one command line and resolves with its exit code; see docs/command-line.md. */
export async function runCommand(args: readonly string[], io: CliIo): Promise<number> {
  const request = parseArguments(args, io);
  if (typeof request === 'number') return request;
  try {
    return await answer(request, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (io.signal.aborted) {
      failed({ code: 'INTERRUPTED', message: 'Interrupted.' }, request.json, io);
      return exitCodes.interrupted;
    }
    const { EnvironmentError } = await import('@clusterboard/environment');
    if (error instanceof EnvironmentError) {
      failed({ code: 'USAGE', message }, request.json, io);
      return exitCodes.usage;
    }
    const known = error instanceof PlatformFault ? error.problem : systemProblem(error);
    if (known !== null) {
      failed(toCliProblem(known), request.json, io);
      return exitCodes.refused;
    }
    failed({ code: 'FAULT', message }, request.json, io);
    if (error instanceof Error) io.stderr.write(printableText(`${error.stack}\n`));
    return exitCodes.fault;
  }
}
