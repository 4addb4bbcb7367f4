import type { Problem } from './problem.ts';

/**
 * A fault of ours that has a code, such as damaged bytes. It is thrown, never returned: a problem that work
 * returns ends a submission, while a fault says nothing about the submission.
 */
export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A problem for pages, which do not show in which folder a server keeps its files. */
export const withoutFolder = (problem: Problem, folder: string): Problem => ({
  ...problem,
  message: problem.message.replaceAll(`${folder}/`, ''),
});
