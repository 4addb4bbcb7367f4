import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { count, directory, logLevel, postgresUrl, redisUrl } from './variables.ts';

const provider = z.enum(['cuda', 'coreml', 'dml', 'webgpu', 'cpu']);
export type ExecutionProvider = z.output<typeof provider>;

const jail = z.enum(['auto', 'bubblewrap', 'none']);
export type RunnerJail = z.output<typeof jail>;

/** How encoders are run, by the worker and by the command. */
export const encoderVariables = {
  EXECUTION_PROVIDERS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(provider, `names out of ${provider.options.join(', ')} are needed, parted by commas`))
    .default(['cuda', 'cpu']),
  RUNNER_WALL_CLOCK_SECONDS: count.default(1800),
  RUNNER_MEMORY_MEBIBYTES: count.default(4096),
  RUNNER_JAIL: jail.default('auto'),
  WORKER_THREADS: count.default(() => availableParallelism()),
};

const schema = z.object({
  DATABASE_URL: postgresUrl,
  REDIS_URL: redisUrl,
  DATA_DIR: directory,
  ...encoderVariables,
  LOG_LEVEL: logLevel,
});

export interface EncoderEnvironment {
  /** In order of preference; what this machine lacks is passed over. */
  readonly executionProviders: readonly ExecutionProvider[];
  /** What one run of a model may take before its process is ended. */
  readonly runner: {
    readonly wallClockSeconds: number;
    readonly memoryMebibytes: number;
    readonly jail: RunnerJail;
  };
  readonly threads: number;
}

export interface WorkerEnvironment extends EncoderEnvironment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Absolute path under which stored objects and features lie. */
  readonly dataDir: string;
  readonly logLevel: z.output<typeof logLevel>;
}

type EncoderVariables = z.output<z.ZodObject<typeof encoderVariables>>;

export const encoderEnvironment = (read: EncoderVariables): EncoderEnvironment => ({
  executionProviders: read.EXECUTION_PROVIDERS,
  runner: {
    wallClockSeconds: read.RUNNER_WALL_CLOCK_SECONDS,
    memoryMebibytes: read.RUNNER_MEMORY_MEBIBYTES,
    jail: read.RUNNER_JAIL,
  },
  threads: read.WORKER_THREADS,
});

/** @throws EnvironmentError naming every wrong variable */
export function readWorkerEnvironment(variables: Variables = process.env): WorkerEnvironment {
  const read = parse('the worker', schema, variables);
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    dataDir: read.DATA_DIR,
    ...encoderEnvironment(read),
    logLevel: read.LOG_LEVEL,
  };
}
