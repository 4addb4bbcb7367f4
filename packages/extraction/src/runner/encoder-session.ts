import { readFileSync } from 'node:fs';
import type { ExecutionProvider } from '@clusterboard/environment';
import { unnamedSize, zeroSize } from '@clusterboard/onnx/open-sizes';
import { channelCount } from '@clusterboard/preprocessing/colour-order';
import {
  isElementType,
  type TensorData,
  type TensorFormat,
  tensorFormatOf,
} from '@clusterboard/preprocessing/tensor-format';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { errorText, tellsOfMemory } from '../child/error-text.ts';
import type { RunnerJob } from '../sandbox/job.ts';
import { OutOfMemory, Rejection } from '../sandbox/rejection.ts';

type Runtime = typeof import('onnxruntime-node');
type TensorMetadata = InferenceSession.TensorValueMetadata;

export interface EncoderSession {
  readonly executionProvider: ExecutionProvider;
  readonly runtimeVersion: string;
  /** Of the tensors that the model takes. */
  readonly format: TensorFormat;
  readonly outputName: string;
  /** Images per run that the model insists on; null when it leaves them open. */
  readonly fixedBatch: number | null;
  /**
   * One batch through the model: the chosen output alone.
   *
   * @param values [dims] of the format's element type
   */
  run(values: TensorData, dims: readonly number[]): Promise<Tensor>;
}

/** The model's file, or its bytes where sizes of 0 have to be opened. */
function openSizes({ modelPath, zeroSizes = [] }: RunnerJob): string | Uint8Array {
  if (zeroSizes.length === 0) return modelPath;
  const bytes = readFileSync(modelPath);
  for (const at of zeroSizes) {
    if (zeroSize.every((byte, index) => bytes[at + index] === byte)) bytes.set(unnamedSize, at);
  }
  return bytes;
}

/** The session on the first provider of the list that this machine has; the others are logged. */
async function load(
  { InferenceSession, listSupportedBackends }: Runtime,
  job: RunnerJob,
  log: (line: string) => void,
): Promise<[InferenceSession, ExecutionProvider]> {
  const model = openSizes(job);
  const known = new Set(listSupportedBackends().map(({ name }) => name));
  for (const provider of job.executionProviders) {
    if (!known.has(provider)) {
      log(`execution provider ${provider} is not part of this onnxruntime; trying the next one`);
      continue;
    }
    try {
      const options: InferenceSession.SessionOptions = {
        executionProviders: [provider],
        intraOpNumThreads: job.threads,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
      };
      const session = await (typeof model === 'string'
        ? InferenceSession.create(model, options)
        : InferenceSession.create(model, options));
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

/** The model's one input, and the format of the tensors that it takes. */
function checkInput(
  { inputMetadata, inputNames }: InferenceSession,
  { preprocessing, inputLayout }: RunnerJob,
): { input: TensorMetadata; format: TensorFormat } {
  const [input, ...others] = inputMetadata;
  if (input === undefined || others.length > 0) {
    throw new Rejection({
      code: 'MODEL_SEVERAL_INPUTS',
      details: { count: inputNames.length, names: inputNames.join(', ').slice(0, 300) },
    });
  }
  const name = input.name.slice(0, 100);
  if (!input.isTensor || !isElementType(input.type)) {
    const type = input.isTensor ? input.type : 'no tensor';
    throw new Rejection({ code: 'INPUT_TYPE', details: { input: name, type } });
  }
  const { type, shape } = input;
  // A shape without dimensions is also how the runtime describes one that is not known.
  if (shape.length !== 4 && shape.length !== 0) {
    throw new Rejection({ code: 'INPUT_RANK', details: { input: name, rank: shape.length } });
  }
  const channels = channelCount(preprocessing.colour);
  const format = inputLayout ? { type, layout: inputLayout } : tensorFormatOf({ type, shape }, channels);
  const made = [channels, preprocessing.height, preprocessing.width] as const;
  const [first, second, third] = shape.slice(1);
  const taken = format?.layout === 'nhwc' ? [third, first, second] : [first, second, third];
  if (format === null || taken.some((size, axis) => typeof size === 'number' && size !== made[axis])) {
    const [planes, height, width] = made.map((size, axis) =>
      typeof taken[axis] === 'number' ? taken[axis] : size,
    );
    throw new Rejection({
      code: 'INPUT_SIZE_MISMATCH',
      details: {
        expected: describe(planes ?? '?', height ?? '?', width ?? '?'),
        actual: describe(...made),
      },
    });
  }
  return { input, format };
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
  if (!output.isTensor || (output.type !== 'float32' && output.type !== 'float16')) {
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
  // Not at the top: the thread that reads images is this program too, and starts at once without it.
  const runtime = await import('onnxruntime-node');
  const { env, Tensor } = runtime;
  const [session, executionProvider] = await load(runtime, job, log);
  const { input, format } = checkInput(session, job);
  const outputName = chooseOutput(session, job.output.name);
  const batch = input.shape[0];
  return {
    executionProvider,
    runtimeVersion: env.versions.node ?? env.versions.common,
    format,
    outputName,
    fixedBatch: typeof batch === 'number' && batch > 0 ? batch : null,
    async run(values, dims) {
      try {
        const tensor = new Tensor(format.type, values, dims);
        const outputs = await session.run({ [input.name]: tensor }, [outputName]);
        const output = outputs[outputName];
        if (output === undefined) throw new Error(`the run gave no ${outputName}`);
        return output;
      } catch (error) {
        const reason = errorText(error);
        if (tellsOfMemory(reason)) throw new OutOfMemory(reason);
        throw new Rejection({ code: 'MODEL_RUN_FAILED', details: { batch: dims[0] ?? 0, reason } });
      }
    },
  };
}
