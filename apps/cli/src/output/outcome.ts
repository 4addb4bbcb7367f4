import type { Result } from '@clusterboard/problems';

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
