import { InferenceSession, listSupportedBackends, type Tensor } from 'onnxruntime-node';
import type { RunnerJob } from './job.ts';
import { errorText, OutOfMemory, Rejection, tellsOfMemory } from './rejection.ts';

type TensorMetadata = InferenceSession.TensorValueMetadata;

export interface EncoderSession {
  readonly executionProvider: string;
  readonly input: TensorMetadata;
  readonly outputName: string;
  /** Images per run that the model insists on; null when it leaves them open. */
  readonly fixedBatch: number | null;
  /** One batch through the model: the chosen output alone. */
  run(input: Tensor): Promise<Tensor>;
}

/** The session on the first provider of the list that this machine has; the others are logged. */
async function load(job: RunnerJob, log: (line: string) => void): Promise<[InferenceSession, string]> {
  const known = new Set(listSupportedBackends().map(({ name }) => name));
  for (const provider of job.executionProviders) {
    if (!known.has(provider)) {
      log(`execution provider ${provider} is not part of this onnxruntime; trying the next one`);
      continue;
    }
    try {
      const session = await InferenceSession.create(job.modelPath, {
        executionProviders: [provider],
        intraOpNumThreads: job.threads,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
      });
      return [session, provider];
    } catch (error) {
      const reason = errorText(error);
      // Every machine has the CPU: what fails there is the model's own fault.
      if (provider !== 'cpu')
        log(`execution provider ${provider} cannot be used (${reason}); trying the next one`);
      else if (tellsOfMemory(reason)) throw new OutOfMemory(reason);
      else throw new Rejection({ code: 'MODEL_LOAD_FAILED', details: { reason } });
    }
  }
  throw new Error(`none of the execution providers ${job.executionProviders.join(', ')} can be used here`);
}

const describe = (channels: number | string, height: number | string, width: number | string): string =>
  `${height}×${width} ${channels === 1 ? 'grey' : channels === 3 ? 'colour' : `${channels}-channel`}`;

function checkInput(
  { inputMetadata, inputNames }: InferenceSession,
  { preprocessing }: RunnerJob,
): TensorMetadata {
  const [input, ...others] = inputMetadata;
  if (input === undefined || others.length > 0) {
    throw new Rejection({
      code: 'MODEL_SEVERAL_INPUTS',
      details: { count: inputNames.length, names: inputNames.join(', ').slice(0, 300) },
    });
  }
  if (!input.isTensor || input.type !== 'float32') {
    const type = input.isTensor ? input.type : 'no tensor';
    throw new Rejection({ code: 'INPUT_TYPE', details: { input: input.name.slice(0, 100), type } });
  }
  const { shape } = input;
  // A shape without dimensions is also how the runtime describes one that is not known.
  if (shape.length === 0) return input;
  if (shape.length !== 4) {
    throw new Rejection({
      code: 'INPUT_RANK',
      details: { input: input.name.slice(0, 100), rank: shape.length },
    });
  }
  const made = [preprocessing.colour === 'grey' ? 1 : 3, preprocessing.height, preprocessing.width] as const;
  const taken = shape.slice(1);
  if (taken.some((size, axis) => typeof size === 'number' && size !== made[axis])) {
    const [channels, height, width] = made.map((size, axis) =>
      typeof taken[axis] === 'number' ? taken[axis] : size,
    );
    throw new Rejection({
      code: 'INPUT_SIZE_MISMATCH',
      details: {
        expected: describe(channels ?? '?', height ?? '?', width ?? '?'),
        actual: describe(...made),
      },
    });
  }
  return input;
}

function chooseOutput({ outputMetadata, outputNames }: InferenceSession, wanted: string | undefined): string {
  const output =
    wanted === undefined ? outputMetadata[0] : outputMetadata.find(({ name }) => name === wanted);
  if (output === undefined) {
    throw new Rejection({
      code: 'OUTPUT_MISSING',
      details: { output: (wanted ?? 'features').slice(0, 100), names: outputNames.join(', ').slice(0, 300) },
    });
  }
  if (!output.isTensor || output.type !== 'float32') {
    const type = output.isTensor ? output.type : 'no tensor';
    throw new Rejection({ code: 'OUTPUT_TYPE', details: { output: output.name.slice(0, 100), type } });
  }
  return output.name;
}

/**
 * Loads the model and holds its input and output against the job.
 *
 * @throws Rejection where the model does not fit, OutOfMemory, or a fault when no provider is there
 */
export async function openEncoder(job: RunnerJob, log: (line: string) => void): Promise<EncoderSession> {
  const [session, executionProvider] = await load(job, log);
  const input = checkInput(session, job);
  const outputName = chooseOutput(session, job.output.name);
  const batch = input.shape[0];
  return {
    executionProvider,
    input,
    outputName,
    fixedBatch: typeof batch === 'number' && batch > 0 ? batch : null,
    async run(tensor) {
      try {
        const outputs = await session.run({ [input.name]: tensor }, [outputName]);
        const output = outputs[outputName];
        if (output === undefined) throw new Error(`the run gave no ${outputName}`);
        return output;
      } catch (error) {
        const reason = errorText(error);
        if (tellsOfMemory(reason)) throw new OutOfMemory(reason);
        throw new Rejection({ code: 'MODEL_RUN_FAILED', details: { reason } });
      }
    },
  };
}
