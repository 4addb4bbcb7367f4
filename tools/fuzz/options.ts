/** How `npm run fuzz` runs a fuzz test; without it a test runs as many as it names, always the same. */
export interface FuzzOptions {
  readonly numRuns: number;
  readonly seed: number;
  /** What fast-check prints of a failure, to go straight to it. */
  readonly path?: string;
}

export function fuzzOptions(runs: number): FuzzOptions {
  const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env;
  return {
    numRuns: Number(FUZZ_RUNS ?? runs),
    seed: Number(FUZZ_SEED ?? 1),
    ...(FUZZ_PATH === undefined ? {} : { path: FUZZ_PATH }),
  };
}
