import { availableParallelism, totalmem } from 'node:os';
import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { count, directory, logLevel, postgresUrl, redisUrl } from './variables.ts';

/** Those of onnxruntime-node that a worker can be told to use. */
export const executionProviders = ['cuda', 'coreml', 'dml', 'webgpu', 'cpu'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];

const provider = z.enum(executionProviders);

const sandbox = z.enum(['auto', 'bubblewrap', 'none']);
export type RunnerSandbox = z.output<typeof sandbox>;

/** A server runs models of strangers: without a sandbox only where its operator says so. */
const serverSandbox = z.enum(
  ['bubblewrap', 'none'],
  'expected bubblewrap, or none if you trust everyone who submits a model (auto is for the command line)',
);

/** How a server runs encoders. */
export const serverSandboxVariables = {
  RUNNER_SANDBOX: serverSandbox.optional(),
  /** @deprecated The former name of RUNNER_SANDBOX. */
  RUNNER_JAIL: serverSandbox.optional(),
};

/** How the worker and the CLI run encoders. */
export const encoderVariables = {
  EXECUTION_PROVIDERS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(provider, `expected a comma-separated list of ${provider.options.join(', ')}`))
    .default(['cuda', 'cpu']),
  RUNNER_WALL_CLOCK_SECONDS: count.default(1800),
  RUNNER_PROBE_SECONDS: count.default(60),
  RUNNER_MEMORY_MEBIBYTES: count.default(4096),
  RUNNER_SANDBOX: sandbox.optional(),
  /** @deprecated The former name of RUNNER_SANDBOX. */
  RUNNER_JAIL: sandbox.optional(),
  EVALUATION_WALL_CLOCK_SECONDS: count.default(7200),
  EVALUATION_MEMORY_MEBIBYTES: count.default(() => threeQuartersOfMemory()),
  WORKER_THREADS: count.default(() => availableParallelism()),
};

/** Of the machine, or of the container that this process is in. */
function threeQuartersOfMemory(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.floor((0.75 * bytes) / 2 ** 20);
}

const controlGroup = z.enum(['none', 'own'], 'expected own, or none');

const schema = z.object({
  DATABASE_URL: postgresUrl,
  REDIS_URL: redisUrl,
  DATA_DIR: directory,
  ...encoderVariables,
  ...serverSandboxVariables,
  RUNNER_CGROUP: controlGroup.default('none'),
  LOG_LEVEL: logLevel,
});

export interface EncoderEnvironment {
  /** In order of preference; providers that this machine lacks are skipped. */
  readonly executionProviders: readonly ExecutionProvider[];
  /** Limits of one model run; the process is killed when it exceeds them. */
  readonly runner: {
    readonly wallClockSeconds: number;
    /** Of the run on two images that inspects a model; never above `wallClockSeconds`. */
    readonly probeSeconds: number;
    readonly memoryMebibytes: number;
    readonly sandbox: RunnerSandbox;
  };
  /** Limits of one evaluation; its process is killed when it exceeds them. */
  readonly evaluation: { readonly wallClockSeconds: number; readonly memoryMebibytes: number };
  readonly threads: number;
}

export interface WorkerEnvironment extends EncoderEnvironment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Absolute path of the folder for stored objects and features. */
  readonly dataDir: string;
  /** Whether models have cgroups of their own, below that of the worker. */
  readonly controlGroup: z.output<typeof controlGroup>;
  readonly logLevel: z.output<typeof logLevel>;
}

type EncoderVariables = z.output<z.ZodObject<typeof encoderVariables>>;

export const encoderEnvironment = (
  read: EncoderVariables,
  usualSandbox: RunnerSandbox,
): EncoderEnvironment => ({
  executionProviders: read.EXECUTION_PROVIDERS,
  runner: {
    wallClockSeconds: read.RUNNER_WALL_CLOCK_SECONDS,
    probeSeconds: Math.min(read.RUNNER_PROBE_SECONDS, read.RUNNER_WALL_CLOCK_SECONDS),
    memoryMebibytes: read.RUNNER_MEMORY_MEBIBYTES,
    sandbox: read.RUNNER_SANDBOX ?? read.RUNNER_JAIL ?? usualSandbox,
  },
  evaluation: {
    wallClockSeconds: read.EVALUATION_WALL_CLOCK_SECONDS,
    memoryMebibytes: read.EVALUATION_MEMORY_MEBIBYTES,
  },
  threads: read.WORKER_THREADS,
});

/** @throws EnvironmentError naming every invalid variable */
export function readWorkerEnvironment(variables: Variables = process.env): WorkerEnvironment {
  const read = parse('the worker', schema, variables);
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    dataDir: read.DATA_DIR,
    controlGroup: read.RUNNER_CGROUP,
    ...encoderEnvironment(read, 'bubblewrap'),
    logLevel: read.LOG_LEVEL,
  };
}
