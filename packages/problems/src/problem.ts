/**
 * Every failure that a user or a submitted file can cause, once.
 *
 * `message` is shown to the user; `{name}` placeholders are filled from the details passed to
 * {@link problem}. `advice` says what to do next. `fault` says who can fix it: the submitter (the
 * submission is rejected) or the platform (the submission is retried, then marked as failed).
 */
export const problemTable = {
  NOT_ONNX: {
    fault: 'submitter',
    message: 'This file is not an ONNX model.',
    advice: 'Export the encoder to ONNX, for example with torch.onnx.export, and upload the .onnx file.',
  },
  MODEL_TRUNCATED: {
    fault: 'submitter',
    message: 'The ONNX file is incomplete: {reason}.',
    advice: 'Export or copy the file again and compare its size with the original.',
  },
  MODEL_EXTERNAL_DATA: {
    fault: 'submitter',
    message: 'The weights of “{tensor}” are stored in a separate file.',
    advice: 'Save the model with all weights in one .onnx file (up to 1 GiB).',
  },
  MODEL_UNSUPPORTED_OPERATOR: {
    fault: 'submitter',
    message: 'The model uses the operator “{operator}”, which our runtime does not support.',
    advice: 'Export with standard ONNX operators only.',
  },
  MODEL_OPSET_TOO_NEW: {
    fault: 'submitter',
    message: 'The model uses opset {version} of {domain}; our runtime supports up to {latest}.',
    advice: 'Export it again with opset {latest} of {domain} or lower (torch.onnx.export: opset_version).',
  },
  MODEL_IR_TOO_NEW: {
    fault: 'submitter',
    message: 'The model uses IR version {version}; our runtime supports up to {latest}.',
    advice: 'Export it with an older onnx release, or set ir_version to {latest} and save it again.',
  },
  MODEL_NO_INPUT: {
    fault: 'submitter',
    message: 'The model has no image input.',
    advice: 'Export the model with an image input that is not a constant.',
  },
  MODEL_SEVERAL_INPUTS: {
    fault: 'submitter',
    message: 'The model has {count} inputs ({names}); an encoder must have exactly one, the image tensor.',
    advice: 'Export only the image encoder, with all other inputs fixed as constants.',
  },
  INPUT_TYPE: {
    fault: 'submitter',
    message: 'The input “{input}” has type {type}; expected float32, float16 or uint8.',
    advice: 'Export the model with an image input of one of these types.',
  },
  INPUT_RANK: {
    fault: 'submitter',
    message:
      'The input “{input}” has {rank} dimensions; expected four: [batch, channels, height, width] or [batch, height, width, channels].',
    advice: 'Export the model with a four-dimensional image input.',
  },
  INPUT_CHANNELS: {
    fault: 'submitter',
    message:
      'The input “{input}” has shape {shape}; its second or last dimension must be the channels: 1 (grey) or 3 (RGB or BGR).',
    advice:
      'Export the model with an input of shape [batch, channels, height, width] or [batch, height, width, channels].',
  },
  INPUT_BATCH: {
    fault: 'submitter',
    message: 'The input “{input}” has a fixed batch of {batch} images; the limit is {limit}.',
    advice: 'Export the model with an open batch dimension (torch.onnx.export: dynamic_axes).',
  },
  INPUT_SIZE_MISMATCH: {
    fault: 'submitter',
    message: 'The model expects {expected} images, but the preprocessing produces {actual}.',
    advice: 'Choose the input size and colour that the model was exported with.',
  },
  INPUT_RANGE: {
    fault: 'submitter',
    message:
      'The model takes integers from 0 to 255, but this scale, mean and std produce only {levels} of them.',
    advice: 'Use pixel values 0 to 255: scale 1, mean 0, std 1.',
  },
  PREPROCESSING_CONTRADICTION: {
    fault: 'submitter',
    message: 'The pixel values contradict themselves: {reason}.',
    advice: 'Probably meant: {meant}.',
  },
  PREPROCESSING_TWICE: {
    fault: 'submitter',
    message:
      'The model normalises its input itself ({nodes}); scale, mean and std would normalise it a second time.',
    advice: 'Use pixel values {range}.',
  },
  PREPROCESSING_SENSITIVE: {
    fault: 'submitter',
    message:
      'The features depend on the pixel values, which are only a default: with {preset}, {percent}% of the nearest neighbours of {images} images change.',
    advice: 'Set --preset, or --scale, --mean and --std, as in the encoder’s training.',
  },
  PREPROCESSING_UNUSUAL: {
    fault: 'submitter',
    message: 'The pixel values are unusual: {reason}.',
    advice: 'If this is not intended, use {meant}.',
  },
  PREPROCESSING_ASSUMED: {
    fault: 'submitter',
    message:
      'Pixel values from 0 to 1 are only a default: neither an option nor the model tells which values the encoder was trained with.',
    advice:
      'Set --preset (unit, imagenet, symmetric, raw or caffe), or --scale, --mean and --std, as in the encoder’s training.',
  },
  OUTPUT_MISSING: {
    fault: 'submitter',
    message: 'The model has no output named “{output}”.',
    advice: 'Choose one of its outputs: {names}.',
  },
  OUTPUT_TYPE: {
    fault: 'submitter',
    message: 'The output “{output}” has type {type}; features must be float32 or float16.',
    advice: 'Choose another output, or export the model with an output of one of these types.',
  },
  OUTPUT_SHAPE: {
    fault: 'submitter',
    message:
      'The output “{output}” has shape {shape}; features must have shape [N, D], [N, C, H, W] or [N, T, D].',
    advice: 'Choose another output, or export the model with one feature vector per image.',
  },
  OUTPUT_UNCLEAR: {
    fault: 'submitter',
    message: 'Nothing in the model tells which of its outputs holds the features: {names}.',
    advice: 'Choose the output.',
  },
  LAYOUT_UNCLEAR: {
    fault: 'submitter',
    message:
      'Nothing in the model tells which axis of the output “{output}” holds the features. Its shape is {shape}.',
    advice: 'Choose the layout: {possible}.',
  },
  LAYOUT_MISMATCH: {
    fault: 'submitter',
    message: 'The output “{output}” has shape {shape}, which does not fit the layout {layout}.',
    advice: 'Choose the layout {possible}.',
  },
  POOLING_UNCLEAR: {
    fault: 'submitter',
    message:
      'Nothing in the model tells whether the tokens of the output “{output}” begin with a class token. Its shape is {shape}.',
    advice: 'Choose the pooling: first for a class token, else mean.',
  },
  POOLING_MISMATCH: {
    fault: 'submitter',
    message: 'The output “{output}” has shape {shape}, which does not fit the pooling {pooling}.',
    advice: 'Choose the pooling {possible}.',
  },
  FEATURES_TOO_WIDE: {
    fault: 'submitter',
    message: 'The output has {dim} values per image; the limit is {limit}: {reason}.',
    advice: 'Pool the output or choose a later layer.',
  },
  FEATURES_NOT_FINITE: {
    fault: 'submitter',
    message: 'The features of image {row} contain NaN or infinity.',
    advice: 'Check the preprocessing (scale, mean, std), and run the model on a normal image.',
  },
  FEATURES_OUT_OF_RANGE: {
    fault: 'submitter',
    message:
      'The largest features, those of image {row}, have an L2 norm of {norm}; k-means in float32 needs one between {min} and {max}.',
    advice:
      'Choose another output, or normalise the features. Masks filled with the smallest float32 have such norms.',
  },
  FEATURES_NOT_DETERMINISTIC: {
    fault: 'submitter',
    message:
      'Running the model twice on the same images changes their features {change}. Likely cause: {cause}.',
    advice: 'Export the model in evaluation mode, without dropout and sampling: model.eval() in PyTorch.',
  },
  FEATURES_DEPEND_ON_BATCH: {
    fault: 'submitter',
    message: 'Other images in the batch change the features of an image {change}. Likely cause: {cause}.',
    advice:
      'Export the model in evaluation mode (model.eval() in PyTorch), so that each image is processed alone; quantise statically.',
  },
  FEATURES_CONSTANT: {
    fault: 'submitter',
    message: 'The features are the same for every image.',
    advice: 'Check that the output depends on the image and that the preprocessing preserves pixel values.',
  },
  FEATURES_TOO_FEW_DISTINCT: {
    fault: 'submitter',
    message:
      'The features have only {distinct} distinct values; {clusters} clusters need at least {clusters}.',
    advice: 'Choose a layer before any argmax or hard assignment.',
  },
  MODEL_LOAD_FAILED: {
    fault: 'submitter',
    message: 'The runtime could not load the model: {reason}',
    advice: 'Test the file with onnxruntime on your machine.',
  },
  MODEL_RUN_FAILED: {
    fault: 'submitter',
    message: 'The model failed at batch size {batch}: {reason}',
    advice: 'Test the file with onnxruntime on a batch of several images.',
  },
  MODEL_CRASHED: {
    fault: 'submitter',
    message: 'The model crashed its process ({signal}).',
    advice: 'Run the file with onnxruntime on your machine; simplify the export if it crashes there too.',
  },
  MODEL_TIMEOUT: {
    fault: 'submitter',
    message: '{run} did not finish within {seconds} seconds.',
    advice: 'Submit a smaller or faster encoder.',
  },
  MODEL_OUT_OF_MEMORY: {
    fault: 'submitter',
    message: 'The model exceeded the memory limit of {mebibytes} MiB.',
    advice: 'Submit a smaller encoder or use a smaller input size.',
  },
  EVALUATION_TIMEOUT: {
    fault: 'submitter',
    message: 'The evaluation of the features did not finish within {seconds} seconds.',
    advice: 'Pool the output or choose a narrower layer.',
  },
  EVALUATION_OUT_OF_MEMORY: {
    fault: 'submitter',
    message: 'The evaluation of the features exceeded the memory limit of {mebibytes} MiB.',
    advice: 'Pool the output or choose a narrower layer.',
  },
  UPLOAD_NOT_FOUND: {
    fault: 'submitter',
    message: 'The upload does not exist.',
    advice: 'Upload the file again.',
  },
  UPLOAD_ALREADY_SUBMITTED: {
    fault: 'submitter',
    message: 'The upload was already submitted with other values, as submission {id}.',
    advice: 'Open /submissions/{id}. To change it, cancel it and upload the file again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    fault: 'submitter',
    message: 'The idempotency key was already used for another submission.',
    advice: 'Use a new key for each submission, and the same key only to repeat a request.',
  },
  UPLOAD_INCOMPLETE: {
    fault: 'submitter',
    message: 'The upload stopped after {received} of {expected} bytes.',
    advice: 'Resume the upload, or choose the file again.',
  },
  UPLOAD_TOO_LARGE: {
    fault: 'submitter',
    message: 'The file exceeds the limit of {limit}.',
    advice: 'Submit a smaller encoder.',
  },
  UPLOAD_EMPTY: {
    fault: 'submitter',
    message: 'The file is empty.',
    advice: 'Choose the .onnx file again.',
  },
  BENCHMARK_NOT_FOUND: {
    fault: 'submitter',
    message: 'Benchmark “{slug}” not found.',
    advice: 'Choose a benchmark from the list.',
  },
  MODELS_NOT_ACCEPTED: {
    fault: 'platform',
    message: 'This server takes no models at present because it cannot run them safely: {reason}.',
    advice: 'Try again later, or ask the operator of this server.',
  },
  BENCHMARK_WITHOUT_IMAGES: {
    fault: 'submitter',
    message: '{name} is not open for submissions: this server doesn’t have the images.',
    advice: 'Choose another benchmark, or ask the operator to import the images.',
  },
  LICENCE_NOT_ACCEPTED: {
    fault: 'submitter',
    message: 'The operator of a server must accept the terms of {name}: {terms}.',
    advice: 'Read the terms. If you agree, import the dataset with --accept-licence "YOUR NAME".',
  },
  INVALID_FIELD: {
    fault: 'submitter',
    message: '{field}: {reason}',
    advice: 'Fix the field and submit again.',
  },
  STORAGE_FULL: {
    fault: 'platform',
    message: 'The server’s storage is full.',
    advice: 'Try again later. Your data is safe.',
  },
  STORAGE_UNREACHABLE: {
    fault: 'platform',
    message: 'The server cannot use its storage: {reason}.',
    advice: 'Evaluations go on by themselves once it can. Your data is safe.',
  },
  DATASET_UNREACHABLE: {
    fault: 'platform',
    message: 'The server cannot read the dataset {dataset} at the moment.',
    advice: 'Evaluations on it go on by themselves once it can.',
  },
  DATABASE_UNREACHABLE: {
    fault: 'platform',
    message: 'The server’s database does not respond.',
    advice: 'Evaluations go on by themselves once it does.',
  },
  QUEUE_UNREACHABLE: {
    fault: 'platform',
    message: 'The server’s queue does not respond.',
    advice: 'Evaluations go on by themselves once it does.',
  },
  WORKER_SILENT: {
    fault: 'platform',
    message: '{workers} not responded since {since}.',
    advice: 'Others take over. Evaluations may take longer.',
  },
  NO_WORKER_RESPONDS: {
    fault: 'platform',
    message: '{workers} not responded since {since}, and no other is running.',
    advice: 'Submissions are accepted and wait until one runs.',
  },
  UPLOADS_UNFINISHED: {
    fault: 'submitter',
    message: 'Your uploads that are not submitted yet take {used}; with this file they would exceed {limit}.',
    advice: 'Finish or cancel them first. Those that make no progress are removed after an hour.',
  },
  PLATFORM_FAULT: {
    fault: 'platform',
    message: 'Something went wrong on our side (reference {reference}).',
    advice: 'Try again later. If it happens again, report the reference.',
  },
  WORKER_LOST: {
    fault: 'platform',
    message: 'The evaluation was interrupted {times} times and has failed.',
    advice: 'Retry later.',
  },
  STORED_BYTES_DAMAGED: {
    fault: 'platform',
    message: '{object} is damaged on this server: its SHA-256 is {found}, not {expected}.',
    advice: 'Try again when the operator has restored it. Nothing was published.',
  },
  STORED_BYTES_MISSING: {
    fault: 'platform',
    message: '{object} is missing on this server.',
    advice: 'Evaluations go on by themselves once the operator has restored it.',
  },
  DATASET_UNAVAILABLE: {
    fault: 'platform',
    message: 'The dataset {dataset} could not be downloaded: {reason}.',
    advice: 'Check the network connection and try again. No partial data was kept.',
  },
  DATASET_DAMAGED: {
    fault: 'platform',
    message: 'The dataset file {file} is damaged: {reason}.',
    advice: 'Delete the file and import the dataset again.',
  },
  IMAGE_UNREADABLE: {
    fault: 'platform',
    message: 'Cannot read the image {file}: {reason}.',
    advice: 'Replace the image or remove it from the dataset.',
  },
  IMAGES_SHALLOW: {
    fault: 'platform',
    message:
      'The 16-bit images ({images}) hold values up to {highest} only, as data of {bits} bits or fewer do: {levels} of 256 levels remain, and the images are nearly black.',
    advice: 'Multiply the values by {factor}, or save the images with 8 bits.',
  },
  DATASET_REFUSED: {
    fault: 'platform',
    message: 'The dataset cannot be imported: {reason}.',
    advice: 'Fix the files and import again. No partial data was kept.',
  },
  DATASET_LAYOUT_UNCLEAR: {
    fault: 'platform',
    message: 'Cannot tell which folders are the classes: {reason}.',
    advice:
      'Import one of the folders, rename the splits to train and test, or say with --class-level how deep the class folders lie (1 or 2).',
  },
  DATASET_CLASS_EMPTY: {
    fault: 'platform',
    message: 'The class “{name}” has no images in {split}.',
    advice: 'Add images of the class or remove it from the dataset.',
  },
  DATASET_OVERLAP: {
    fault: 'platform',
    message: 'The test image {test} duplicates the train image {train}: {sameness}.',
    advice: 'Remove the image from one of the splits.',
  },
  ARRAY_UNREADABLE: {
    fault: 'submitter',
    message: 'Cannot read {file} as an array: {reason}.',
    advice: 'Save it with numpy.save, as floats or integers.',
  },
  LABELS_UNREADABLE: {
    fault: 'submitter',
    message: 'Cannot read {file} as a list of labels: {reason}.',
    advice: 'Provide one number or name per image, in image order.',
  },
  LABELS_MISALIGNED: {
    fault: 'submitter',
    message: 'Cannot tell which rows of {file} and {other} belong together: {reason}.',
    advice:
      'Name the image in a column of both lists (headed “filename”), or give every image one line in both, in the same order.',
  },
  RECEIPT_UNREADABLE: {
    fault: 'submitter',
    message: 'Cannot read {file} as a receipt: {reason}.',
    advice: 'Use the file exactly as the CLI or the site wrote it.',
  },
  FILE_UNREADABLE: {
    fault: 'submitter',
    message: 'Cannot read {file}: {reason}.',
    advice: 'Check the path and its permissions.',
  },
  FILE_UNWRITABLE: {
    fault: 'submitter',
    message: 'Cannot write {file}: {reason}.',
    advice: 'Free up space or choose another location.',
  },
  TOO_MANY_SUBMISSIONS: {
    fault: 'submitter',
    message:
      'Your network already has {pending} submissions in the queue or in progress; the limit is {limit}.',
    advice: 'Wait until one of them ends, or cancel one, then try again.',
  },
  SUBMISSION_NOT_FOUND: {
    fault: 'submitter',
    message: 'Submission “{id}” not found.',
    advice: 'Copy the id from the URL of the submission’s page.',
  },
  SUBMISSION_PUBLISHED: {
    fault: 'submitter',
    message: 'The submission is already published on the leaderboard of {benchmark}.',
    advice: 'To have it withdrawn, contact the operator of this site.',
  },
  SUBMISSION_ENDED: {
    fault: 'submitter',
    message: 'The submission has already ended: {how}.',
    advice: 'See its page for details.',
  },
  SUBMISSION_UNDER_WAY: {
    fault: 'submitter',
    message: 'The submission is still in progress.',
    advice: 'Wait until it ends, or cancel it first.',
  },
  MODEL_REJECTED: {
    fault: 'submitter',
    message: 'The submission was rejected because of its file; the same file would be rejected again.',
    advice: 'Fix the encoder and submit the new file.',
  },
  MODEL_GONE: {
    fault: 'submitter',
    message: 'The model file of this submission is no longer stored.',
    advice: 'Upload the file again.',
  },
  ENTRY_NOT_FOUND: {
    fault: 'submitter',
    message: 'Entry “{id}” not found.',
    advice: 'Use the id of an entry on a leaderboard.',
  },
  ENTRIES_NOT_COMPARABLE: {
    fault: 'submitter',
    message: 'These entries cannot be compared: {reason}.',
    advice: 'Select two to four different entries of one benchmark.',
  },
} as const satisfies Record<string, { fault: 'submitter' | 'platform'; message: string; advice: string }>;

export type ProblemCode = keyof typeof problemTable;

export const problemCodes = Object.keys(problemTable) as [ProblemCode, ...ProblemCode[]];

/** An expected failure: a code for programs, a message for users, details for the log. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly advice: string;
  /** Details for the log, never shown to users. */
  readonly log?: string;
}

type Marks<Text extends string> = Text extends `${string}{${infer Mark}}${infer Rest}`
  ? Mark | Marks<Rest>
  : never;
type Details<Code extends ProblemCode> =
  Marks<`${(typeof problemTable)[Code]['message']} ${(typeof problemTable)[Code]['advice']}`>;

const fill = (text: string, details: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, mark: string) => String(details[mark]));

/** Creates a problem; its type requires exactly the details that the texts of the code use. */
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
