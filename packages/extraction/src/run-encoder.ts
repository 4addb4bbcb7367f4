import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileCacheSettings } from '@clusterboard/artifacts';
import { type Crops, OpenImages } from '@clusterboard/datasets';
import type { ExecutionProvider } from '@clusterboard/environment';
import type { Layout, Pooling } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { zeroSizes } from '@clusterboard/onnx/open-sizes';
import { channelCount, type ImageSize, type Preprocessing } from '@clusterboard/preprocessing';
import { failure, type Result, success } from '@clusterboard/problems';
import { endingProblem } from './sandbox/exit-problem.ts';
import type { RunnerJob } from './sandbox/job.ts';
import type { RunnerMessage } from './sandbox/messages.ts';
import { type SandboxChoice, sandboxedCommand } from './sandbox/sandbox.ts';
import { supervise } from './sandbox/supervise.ts';
import { storedImages } from './stored-images.ts';

/** Images without their labels. */
export interface ImageFile {
  /** uint8 [count, height, width, channels]. */
  readonly imagesPath: string;
  readonly image: ImageSize & { readonly count: number };
}

/** Images that are resized and cropped already, or about to be. */
export interface CroppedImages {
  readonly crops: Crops;
}

/** How a model is run, whatever the images. */
export interface EncoderSettings {
  /** The bundled `@clusterboard/extraction/runner`: what the child process runs. */
  readonly runnerEntry: string;
  readonly modelPath: string;
  readonly preprocessing: Preprocessing;
  /** Without a name the model's first output is used; without a layout its number of axes tells. */
  readonly output: {
    readonly name?: string;
    readonly layout?: Layout;
    readonly pooling: Pooling;
    /** Features per image, as far as the file tells. */
    readonly dim?: number;
  };
  /** Where the channels of the image are; as the input's shape tells when absent. */
  readonly inputLayout?: 'nchw' | 'nhwc';
  readonly limits: {
    readonly wallClockSeconds: number;
    readonly memoryMebibytes: number;
    /** Of a probe, whose runs share it; `wallClockSeconds` when absent or lower. */
    readonly probeSeconds?: number;
  };
  /** In order of preference; those that this machine lacks are passed over. */
  readonly executionProviders: readonly ExecutionProvider[];
  readonly threads: number;
  /** `auto` uses bubblewrap where it runs, and logs where it does not. */
  readonly sandbox: SandboxChoice;
  /** As `prepareControlGroup` returned it; without it, memory is limited by a watch. */
  readonly controlGroup?: string | null;
  /** Images per run for models that leave it open; chosen by size and memory when absent. */
  readonly batchSize?: number;
  /** The widest features that are of use, and why; a model of wider ones is refused by its first images. */
  readonly featureLimit?: { readonly dim: number; readonly reason: string };
  readonly signal?: AbortSignal;
  readonly onLog?: (line: string) => void;
  /** Told of each execution provider that is passed over, and why; `onLog` if there is none. */
  readonly onPassedOver?: (line: string) => void;
  /** Where images are kept once they were decoded, resized and cropped; nowhere when absent. */
  readonly cropCache?: FileCacheSettings;
}

/** One model on the images of a split; the same for a probe and for the extraction. */
export type EncoderRun = EncoderSettings & (ImageFile | CroppedImages);

export interface ExtractionTarget {
  /** Where the features go: float32, row-major [count, dim]. Overwritten. */
  readonly featuresPath: string;
  readonly onProgress?: (progress: { imagesDone: number; imagesTotal: number }) => void;
}

export type ExtractionRun = EncoderRun & ExtractionTarget;

export interface EncoderFeatures {
  readonly rows: number;
  readonly dim: number;
  readonly executionProvider: ExecutionProvider;
  /** Of onnxruntime. */
  readonly runtimeVersion: string;
  /** Images per run that were requested; a model with a batch of its own takes that. */
  readonly batchSize: number;
  readonly threads: number;
  /** From the loaded model to the last row. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

export interface EncoderProbe {
  readonly dim: number;
  /** Of a whole batch, before pooling. */
  readonly outputShape: readonly number[];
  readonly executionProvider: ExecutionProvider;
  /** What the model takes, by what the child says: for estimates alone. */
  readonly secondsPerImage: number;
}

const mebibyte = 1024 * 1024;
const widestFeatures = { dim: 65_536, reason: 'the most that is accepted' } as const;
// Room for what the process maps but never touches; the watch on resident memory is the exact limit.
const dataHeadroom = 512 * mebibyte;

/**
 * Images per run: up to 64, and fewer when they are large for the memory, since a network's activations
 * are some tens of times its input.
 */
export function defaultBatchSize({ height, width, colour }: Preprocessing, memoryMebibytes: number): number {
  const bytes = height * width * channelCount(colour) * Float32Array.BYTES_PER_ELEMENT;
  return Math.min(64, Math.max(1, Math.floor((memoryMebibytes * mebibyte) / 128 / bytes)));
}

interface Loaded {
  readonly executionProvider: ExecutionProvider;
  readonly runtimeVersion: string;
  /** By `performance.now()`. */
  readonly at: number;
}

interface Completed {
  readonly done: Extract<RunnerMessage, { type: 'done' }>;
  readonly executionProvider: ExecutionProvider;
  readonly runtimeVersion: string;
  readonly batchSize: number;
  readonly seconds: number;
}

/** A run that may be a probe, with the `performance.now()` at which that ends. */
type AnyRun = ExtractionRun & { readonly probeEndsAt?: number };

const wholeFile = ({ imagesPath, image, preprocessing }: ImageFile & EncoderSettings): Crops => ({
  image,
  preprocessing,
  fileOrder: 'pack',
  openFile: async () => new OpenImages(await open(imagesPath, 'r')),
  make: () => {
    throw new Error('the images are there already');
  },
});

/**
 * Runs a model at the chosen batch size. One that fails there may have a single image baked into its graph,
 * though its input says otherwise: it runs again, one image at a time.
 */
async function run(options: AnyRun): Promise<Result<Completed>> {
  const batchSize =
    options.batchSize ?? defaultBatchSize(options.preprocessing, options.limits.memoryMebibytes);
  const completed = await runAt(batchSize, options);
  const baked = !completed.ok && completed.problem.code === 'MODEL_RUN_FAILED' && batchSize > 1;
  if (!baked || options.batchSize !== undefined) return completed;
  options.onLog?.('the model fails on a batch of images; trying one image at a time');
  const single = await runAt(1, options);
  return single.ok || single.problem.code !== 'MODEL_RUN_FAILED' ? single : completed;
}

async function zeroSizesOf(modelPath: string): Promise<readonly number[]> {
  await using source = await fromFile(modelPath);
  return await zeroSizes(source);
}

async function runAt(batchSize: number, options: AnyRun): Promise<Result<Completed>> {
  const { limits, signal, probeEndsAt, onLog = () => {} } = options;
  const crops = 'crops' in options ? options.crops : wholeFile(options);
  const { image, preprocessing } = crops;
  signal?.throwIfAborted();
  const featureLimit = options.featureLimit ?? widestFeatures;
  const featureDimLimit = featureLimit.dim;
  const ended = { ...options, featureLimit, isProbe: probeEndsAt !== undefined };
  const sandboxed = await sandboxedCommand(
    options.sandbox,
    options,
    {
      dataBytes: limits.memoryMebibytes * mebibyte + dataHeadroom,
      fileBytes: image.count * featureDimLimit * Float32Array.BYTES_PER_ELEMENT,
    },
    onLog,
  );
  const seen: { loaded?: Loaded } = {};
  await using images = await crops.openFile();
  const zeros = await zeroSizesOf(options.modelPath);
  const job: RunnerJob = {
    modelPath: sandboxed.modelPath,
    ...(zeros.length === 0 ? {} : { zeroSizes: zeros }),
    image,
    preprocessing,
    ...(options.inputLayout ? { inputLayout: options.inputLayout } : {}),
    output: options.output,
    executionProviders: options.executionProviders,
    threads: options.threads,
    batchSize,
    featureDimLimit,
  };
  await using features = await open(options.featuresPath, 'w');
  const { ending, stderr } = await supervise({
    command: { ...sandboxed, args: [...sandboxed.args, JSON.stringify(job)] },
    images: images === null ? crops.make() : storedImages(images, crops),
    features: features.fd,
    wallClockSeconds:
      probeEndsAt === undefined
        ? limits.wallClockSeconds
        : Math.max(0, (probeEndsAt - performance.now()) / 1000),
    memoryBytes: limits.memoryMebibytes * mebibyte,
    controlGroup: options.controlGroup ?? null,
    signal,
    onMessage(message) {
      if (message.type === 'log') (options.onPassedOver ?? onLog)(message.line);
      if (message.type === 'progress') {
        const imagesDone = Math.min(message.imagesDone, image.count);
        options.onProgress?.({ imagesDone, imagesTotal: image.count });
      }
      if (message.type === 'loaded') {
        const { executionProvider, runtimeVersion } = message;
        seen.loaded = { executionProvider, runtimeVersion, at: performance.now() };
      }
    },
  });
  if (ending.kind === 'aborted') throw signal?.reason ?? new Error('aborted');
  if (ending.kind !== 'message' || ending.message.type !== 'done') {
    return failure(await endingProblem(ending, stderr, ended));
  }
  const done = ending.message;
  const { loaded } = seen;
  // The child runs a stranger's model: its word is held against the file.
  const { size } = await features.stat();
  if (
    loaded === undefined ||
    done.rows !== image.count ||
    done.dim > featureDimLimit ||
    size !== done.rows * done.dim * Float32Array.BYTES_PER_ELEMENT
  ) {
    return failure(await endingProblem({ kind: 'violation' }, stderr, ended));
  }
  return success({
    done,
    executionProvider: loaded.executionProvider,
    runtimeVersion: loaded.runtimeVersion,
    batchSize,
    seconds: (ending.at - loaded.at) / 1000,
  });
}

/**
 * Runs a model over all images in a child process of its own, inside a sandbox and limits of time and
 * memory; the features are written to `featuresPath`.
 *
 * Fails with INPUT_…, OUTPUT_…, FEATURES_TOO_WIDE, FEATURES_NOT_FINITE, FEATURES_NOT_DETERMINISTIC,
 * FEATURES_DEPEND_ON_BATCH, MODEL_LOAD_FAILED, _RUN_FAILED, _CRASHED, _TIMEOUT, _OUT_OF_MEMORY or IMAGE_UNREADABLE; no process of it is left then. Throws the signal's reason when
 * aborted, and faults of the platform (a full disk, a missing file, no sandbox where one is demanded).
 */
export async function runEncoder(options: ExtractionRun): Promise<Result<EncoderFeatures>> {
  const completed = await run(options);
  if (!completed.ok) return completed;
  const { done, executionProvider, runtimeVersion, batchSize, seconds } = completed.value;
  options.onProgress?.({ imagesDone: done.rows, imagesTotal: done.rows });
  return success({
    rows: done.rows,
    dim: done.dim,
    executionProvider,
    runtimeVersion,
    batchSize,
    threads: options.threads,
    seconds,
    imagesPerSecond: done.rows / seconds,
  });
}

/** Names of the folders of probes, in the system's folder where none is given. */
export const probePrefix = 'clusterboard-probe-';

export interface ProbeTarget {
  /** A folder of the caller's, in which the features are written and removed; the system's where none is given. */
  readonly scratch?: string;
}

/**
 * {@link runEncoder} on the first two images of a file, or on crops that are few, to see early whether a
 * model runs at all. Fails with MODEL_TIMEOUT after `limits.probeSeconds`.
 */
export async function probeEncoder(options: EncoderRun & ProbeTarget): Promise<Result<EncoderProbe>> {
  const { wallClockSeconds, probeSeconds = wallClockSeconds } = options.limits;
  const limits = { ...options.limits, wallClockSeconds: Math.min(wallClockSeconds, probeSeconds) };
  const probeEndsAt = performance.now() + limits.wallClockSeconds * 1000;
  const directory = await mkdtemp(join(options.scratch ?? tmpdir(), probePrefix));
  try {
    const two =
      'crops' in options
        ? options
        : { ...options, image: { ...options.image, count: Math.min(2, options.image.count) } };
    const completed = await run({
      ...two,
      limits,
      probeEndsAt,
      featuresPath: join(directory, 'features.f32'),
    });
    if (!completed.ok) return completed;
    const { done, executionProvider } = completed.value;
    const secondsPerImage = Math.min(done.secondsPerImage, limits.wallClockSeconds);
    return success({ dim: done.dim, outputShape: done.outputShape, executionProvider, secondsPerImage });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
