import type { CommandEnvironment } from '@clusterboard/environment';
import type { EvaluatorSettings } from '@clusterboard/pipeline';
import type { Progress } from './output/progress.ts';

/** What every command works with. */
export interface CommandContext {
  readonly environment: CommandEnvironment;
  /** Dataset packs, one folder a slug; the server's own on this machine. */
  readonly datasetsDir: string;
  /** Images of the datasets, decoded; may be lost at any time. */
  readonly cropCacheDir: string;
  /** Features of encoders, so that none is run twice on the same images; may be lost at any time. */
  readonly featureCacheDir: string;
  /** The bundled entry of the sandboxed child process. */
  readonly runnerEntry: string;
  /** How evaluations are run; the entry is that of their process. */
  readonly evaluator: EvaluatorSettings;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** A line for people beside the result; said once, however often it comes. */
  readonly note: (line: string) => void;
}
