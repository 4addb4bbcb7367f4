import type { Problem, Result } from '@clusterboard/problems';

/** What the shell is told; documented in docs/command-line.md. */
export const exitCodes = { ok: 0, fault: 1, usage: 2, refused: 3, different: 4, interrupted: 130 } as const;

export interface Outcome {
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];
  /** For `--json`. */
  readonly document: unknown;
  /** For people. */
  readonly text: string;
}

/** A problem ends the command with {@link exitCodes.refused}. */
export type CommandResult = Promise<Result<Outcome>>;

type Words = Partial<Pick<Problem, 'message' | 'advice'>>;

/** Texts that replace the shared ones, which are written for users of the site. */
const words: Partial<Record<Problem['code'], Words>> = {
  NOT_ONNX: { advice: 'Export the encoder to ONNX, for example with torch.onnx.export.' },
  MODEL_TIMEOUT: { advice: 'Raise RUNNER_WALL_CLOCK_SECONDS or use a faster encoder.' },
  MODEL_OUT_OF_MEMORY: { advice: 'Raise RUNNER_MEMORY_MEBIBYTES or use a smaller encoder.' },
  FEATURES_TOO_WIDE: {
    advice:
      'Pool the output, choose a later layer, or raise EVALUATION_MEMORY_MEBIBYTES or EVALUATION_WALL_CLOCK_SECONDS.',
  },
  EVALUATION_TIMEOUT: { advice: 'Raise EVALUATION_WALL_CLOCK_SECONDS or choose a narrower output.' },
  EVALUATION_OUT_OF_MEMORY: { advice: 'Raise EVALUATION_MEMORY_MEBIBYTES or choose a narrower output.' },
  INVALID_FIELD: { advice: 'Fix the option.' },
  OUTPUT_UNCLEAR: { advice: 'Choose one with --output.' },
  LAYOUT_UNCLEAR: {
    advice: 'Choose with --layout: nchw or nhwc for a map, ntd or ndt for tokens, nd for one row per image.',
  },
  LAYOUT_MISMATCH: { advice: 'Choose another with --layout, or leave it out.' },
  POOLING_UNCLEAR: { advice: 'Choose with --pooling: first for a class token, else mean.' },
  POOLING_MISMATCH: { advice: 'Choose another with --pooling, or leave it out.' },
  STORAGE_FULL: {
    message: 'The disk is full.',
    advice: 'Free some disk space, or set DATA_DIR and TMPDIR to directories on another disk.',
  },
};

/** A problem as the CLI reports it, without its log text. */
export const toCliProblem = ({ code, message, advice }: Problem): Omit<Problem, 'log'> => ({
  code,
  message,
  advice,
  ...words[code],
});

/** Says loudly, before hours of work, what does not stop it. */
export function noteWarnings(note: (line: string) => void, warnings: readonly Problem[]): void {
  for (const { message, advice } of warnings) note(`WARNING: ${message} ${advice}`);
}
