/**
 * Every failure that a user or a stranger's file can cause, once.
 *
 * `message` is the sentence a person reads; `{name}` marks are filled from the details given to
 * {@link problem}. `advice` says what to do next. `fault` tells whose it is: the submitter's (the
 * submission is rejected for good) or the platform's (it is tried again, then marked as failed).
 */
export const problemTable = {
  NOT_ONNX: {
    fault: 'submitter',
    message: 'This file is not an ONNX model.',
    advice: 'Export the encoder to ONNX, for example with torch.onnx.export, and upload the .onnx file.',
  },
  MODEL_TRUNCATED: {
    fault: 'submitter',
    message: 'The ONNX file ends in the middle: {reason}.',
    advice: 'Export or copy the file again and compare its size with the original.',
  },
  MODEL_EXTERNAL_DATA: {
    fault: 'submitter',
    message: 'The weight “{tensor}” is kept in a file outside the model.',
    advice: 'Save the model with its weights inside one .onnx file (up to 1 GiB).',
  },
  MODEL_UNSUPPORTED_OPERATOR: {
    fault: 'submitter',
    message: 'The model uses the operator “{operator}”, which the runtime here does not have.',
    advice: 'Export with standard ONNX operators only.',
  },
  MODEL_OPSET_TOO_NEW: {
    fault: 'submitter',
    message: 'The model uses opset {version} of {domain}; the runtime here knows up to {latest}.',
    advice: 'Export it again with opset {latest} of {domain} or lower (torch.onnx.export: opset_version).',
  },
  MODEL_IR_TOO_NEW: {
    fault: 'submitter',
    message: 'The model is written in IR version {version}; the runtime here reads up to {latest}.',
    advice: 'Export it with an older release of onnx, or set ir_version to {latest} and save it again.',
  },
  MODEL_NO_INPUT: {
    fault: 'submitter',
    message: 'The model has no image input.',
    advice: 'Export the model with its input left open, not as a constant.',
  },
  MODEL_SEVERAL_INPUTS: {
    fault: 'submitter',
    message: 'The model has {count} inputs ({names}); an encoder takes one image tensor.',
    advice: 'Export the image encoder alone, with every other input fixed as a constant.',
  },
  INPUT_TYPE: {
    fault: 'submitter',
    message: 'The input “{input}” takes {type}; an encoder takes float32, float16 or uint8.',
    advice: 'Export the model with an image input of one of these types.',
  },
  INPUT_RANK: {
    fault: 'submitter',
    message:
      'The input “{input}” has {rank} dimensions; an encoder takes four, as [batch, channels, height, width].',
    advice: 'Export the model with a four-dimensional image input.',
  },
  INPUT_CHANNELS: {
    fault: 'submitter',
    message:
      'The input “{input}” has the shape {shape}, in which neither the second nor the last dimension is 1 (grey) or 3 (RGB or BGR) channels.',
    advice:
      'Export the model with an input [batch, channels, height, width] or [batch, height, width, channels].',
  },
  INPUT_SIZE_MISMATCH: {
    fault: 'submitter',
    message: 'The model takes {expected} images, but the preprocessing makes {actual}.',
    advice: 'Choose the input size and colour that the model was exported for.',
  },
  INPUT_RANGE: {
    fault: 'submitter',
    message: 'The model takes whole numbers from 0 to 255, of which this scale, mean and std leave {levels}.',
    advice: 'Choose the pixel values 0 to 255: scale 1, mean 0, std 1.',
  },
  OUTPUT_MISSING: {
    fault: 'submitter',
    message: 'The model has no output named “{output}”.',
    advice: 'Choose one of its outputs: {names}.',
  },
  OUTPUT_TYPE: {
    fault: 'submitter',
    message: 'The output “{output}” is {type}; features are float32 or float16.',
    advice: 'Choose or export an output of one of these types.',
  },
  OUTPUT_SHAPE: {
    fault: 'submitter',
    message: 'The output “{output}” has the shape {shape}; features are [N, D], [N, C, H, W] or [N, T, D].',
    advice: 'Choose another output, or export one row of features per image.',
  },
  FEATURES_TOO_WIDE: {
    fault: 'submitter',
    message: 'The output has {dim} values per image; at most {limit} are accepted.',
    advice: 'Pool the output, or choose a later layer.',
  },
  FEATURES_NOT_FINITE: {
    fault: 'submitter',
    message: 'The features of image {row} hold NaN or infinity.',
    advice: 'Check the preprocessing (scale, mean, std) and the model on an ordinary image.',
  },
  FEATURES_CONSTANT: {
    fault: 'submitter',
    message: 'The features are the same for every image.',
    advice: 'Check that the output depends on the image and that the preprocessing keeps its values.',
  },
  FEATURES_TOO_FEW_DISTINCT: {
    fault: 'submitter',
    message: 'The features take only {distinct} distinct values; {clusters} clusters need at least as many.',
    advice: 'Choose a layer before any arg-max or hard assignment.',
  },
  MODEL_LOAD_FAILED: {
    fault: 'submitter',
    message: 'The runtime could not load the model: {reason}',
    advice: 'Run the file once with onnxruntime on your machine.',
  },
  MODEL_RUN_FAILED: {
    fault: 'submitter',
    message: 'The model failed on a batch of images: {reason}',
    advice: 'Run the file once with onnxruntime on a batch of several images.',
  },
  MODEL_CRASHED: {
    fault: 'submitter',
    message: 'The model ended its process ({signal}) while it ran.',
    advice: 'Run the file with onnxruntime on your machine; simplify the export if it crashes there too.',
  },
  MODEL_TIMEOUT: {
    fault: 'submitter',
    message: 'The model did not finish within {seconds} seconds.',
    advice: 'Submit a smaller or faster encoder.',
  },
  MODEL_OUT_OF_MEMORY: {
    fault: 'submitter',
    message: 'The model needed more than {mebibytes} MiB of memory.',
    advice: 'Submit a smaller encoder, or one with a smaller input size.',
  },
  UPLOAD_NOT_FOUND: {
    fault: 'submitter',
    message: 'There is no such upload, or it has already been submitted.',
    advice: 'Upload the file again.',
  },
  UPLOAD_INCOMPLETE: {
    fault: 'submitter',
    message: 'The upload stopped at {received} of {expected} bytes.',
    advice: 'Resume the upload, or choose the file again.',
  },
  UPLOAD_TOO_LARGE: {
    fault: 'submitter',
    message: 'The file is larger than the limit of {limit}.',
    advice: 'Submit a smaller encoder.',
  },
  UPLOAD_EMPTY: {
    fault: 'submitter',
    message: 'The file is empty.',
    advice: 'Choose the .onnx file again.',
  },
  BENCHMARK_NOT_FOUND: {
    fault: 'submitter',
    message: 'There is no benchmark “{slug}”.',
    advice: 'Choose a benchmark from the list.',
  },
  BENCHMARK_WITHOUT_IMAGES: {
    fault: 'submitter',
    message:
      '{name} takes no submissions here: its images do not come with Clusterboard, and the host of this server has not brought them.',
    advice: 'Choose another benchmark, or ask the host to import its images.',
  },
  LICENCE_NOT_ACCEPTED: {
    fault: 'submitter',
    message: '{name} comes under terms that the host of a server must accept: {terms}.',
    advice: 'Read them, and import it with --accept-licence "YOUR NAME" if you agree.',
  },
  INVALID_FIELD: {
    fault: 'submitter',
    message: '{field}: {reason}',
    advice: 'Correct the field and submit again.',
  },
  STORAGE_FULL: {
    fault: 'platform',
    message: 'The storage of this site is full.',
    advice: 'Try again later; nothing of yours is lost.',
  },
  PLATFORM_FAULT: {
    fault: 'platform',
    message: 'Something went wrong on our side (reference {reference}).',
    advice: 'Try again later; quote the reference if it happens again.',
  },
  WORKER_LOST: {
    fault: 'platform',
    message: 'The evaluation was interrupted {times} times and has been given up.',
    advice: 'Submit it again later.',
  },
  DATASET_UNAVAILABLE: {
    fault: 'platform',
    message: 'The dataset {dataset} could not be fetched: {reason}.',
    advice: 'Check the network connection and start again; nothing was left half done.',
  },
  DATASET_DAMAGED: {
    fault: 'platform',
    message: 'The dataset file {file} is damaged: {reason}.',
    advice: 'Delete the file and import the dataset again.',
  },
  IMAGE_UNREADABLE: {
    fault: 'platform',
    message: 'The image {file} cannot be read: {reason}.',
    advice: 'Replace the image or take it out of the dataset.',
  },
  DATASET_REFUSED: {
    fault: 'platform',
    message: 'The dataset cannot be imported: {reason}.',
    advice: 'Correct the files and import them again; nothing was left half done.',
  },
  DATASET_CLASS_EMPTY: {
    fault: 'platform',
    message: 'The class “{name}” has no images in {split}.',
    advice: 'Add images of the class or take it out of the dataset.',
  },
  DATASET_OVERLAP: {
    fault: 'platform',
    message: 'The test image {test} is also the train image {train}: {sameness}.',
    advice: 'Take the image out of one of the splits.',
  },
  ARRAY_UNREADABLE: {
    fault: 'submitter',
    message: '{file} cannot be used as an array: {reason}.',
    advice: 'Save it with numpy.save, as floating-point or whole numbers.',
  },
  LABELS_UNREADABLE: {
    fault: 'submitter',
    message: '{file} cannot be used as a list of labels: {reason}.',
    advice: 'Give one number or one name for each image, in the order of the images.',
  },
  RECEIPT_UNREADABLE: {
    fault: 'submitter',
    message: '{file} cannot be used as a receipt: {reason}.',
    advice: 'Use the file as the command or the site wrote it.',
  },
  FILE_UNREADABLE: {
    fault: 'submitter',
    message: '{file} cannot be read: {reason}.',
    advice: 'Check the path and who may read it.',
  },
  FILE_UNWRITABLE: {
    fault: 'submitter',
    message: '{file} cannot be written: {reason}.',
    advice: 'Make room, or choose another place for it.',
  },
  SUBMISSION_NOT_FOUND: {
    fault: 'submitter',
    message: 'There is no submission “{id}”.',
    advice: 'Take the id from the address of the submission’s page.',
  },
  SUBMISSION_PUBLISHED: {
    fault: 'submitter',
    message: 'The submission is published already: it stands on the board of {benchmark}.',
    advice: 'Ask the host of this site to take it off the board if it must not stay there.',
  },
  SUBMISSION_ENDED: {
    fault: 'submitter',
    message: 'The submission has come to its end already: {how}.',
    advice: 'Its page says what happened.',
  },
  SUBMISSION_UNDER_WAY: {
    fault: 'submitter',
    message: 'The submission is still under way.',
    advice: 'Wait for its end, or cancel it first.',
  },
  MODEL_REJECTED: {
    fault: 'submitter',
    message: 'The submission was rejected because of its file, and the same file would be rejected again.',
    advice: 'Correct the encoder and submit the new file.',
  },
  MODEL_GONE: {
    fault: 'submitter',
    message: 'The model file of this submission is no longer kept.',
    advice: 'Upload the file again.',
  },
  ENTRY_NOT_FOUND: {
    fault: 'submitter',
    message: 'There is no entry “{id}”.',
    advice: 'Take the id of an entry that is on a board.',
  },
  ENTRIES_NOT_COMPARABLE: {
    fault: 'submitter',
    message: 'These entries cannot be compared: {reason}.',
    advice: 'Choose two to four different entries of one benchmark.',
  },
} as const satisfies Record<string, { fault: 'submitter' | 'platform'; message: string; advice: string }>;

export type ProblemCode = keyof typeof problemTable;

export const problemCodes = Object.keys(problemTable) as [ProblemCode, ...ProblemCode[]];

/** One expected failure: a code for programs, a sentence for people, details for the log. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly advice: string;
  /** What the log needs beside the sentence; never shown to the public. */
  readonly log?: string;
}

type Marks<Text extends string> = Text extends `${string}{${infer Mark}}${infer Rest}`
  ? Mark | Marks<Rest>
  : never;
type Details<Code extends ProblemCode> =
  Marks<`${(typeof problemTable)[Code]['message']} ${(typeof problemTable)[Code]['advice']}`>;

const fill = (text: string, details: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, mark: string) => String(details[mark]));

/** Makes a problem of one code; the compiler asks for exactly the details that its texts name. */
export function problem<Code extends ProblemCode>(
  code: Code,
  details: Record<Details<Code>, string | number>,
  log?: string,
): Problem {
  const { message, advice } = problemTable[code];
  return {
    code,
    message: fill(message, details),
    advice: fill(advice, details),
    ...(log === undefined ? {} : { log }),
  };
}
