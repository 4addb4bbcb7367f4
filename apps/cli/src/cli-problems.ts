import type { Problem } from '@clusterboard/problems';

type Words = Partial<Pick<Problem, 'message' | 'advice'>>;

/** Texts that replace the shared ones, which are written for users of the site. */
const words: Partial<Record<Problem['code'], Words>> = {
  NOT_ONNX: { advice: 'Export the encoder to ONNX, for example with torch.onnx.export.' },
  MODEL_TIMEOUT: { advice: 'Raise RUNNER_WALL_CLOCK_SECONDS or use a faster encoder.' },
  MODEL_OUT_OF_MEMORY: { advice: 'Raise RUNNER_MEMORY_MEBIBYTES or use a smaller encoder.' },
  INVALID_FIELD: { advice: 'Fix the option.' },
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
