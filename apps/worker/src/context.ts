import type { ObjectStore, ReadSpace } from '@clusterboard/artifacts';
import type { Changes, Database } from '@clusterboard/core';
import type { WorkerEnvironment } from '@clusterboard/environment';
import type { EvaluatorSettings } from '@clusterboard/pipeline';
import type { Logger } from 'pino';
import type { Pauses } from './pauses/pauses.ts';

/** What every task works with. */
export interface WorkerContext {
  readonly database: Database;
  /** Hears of cancellations. */
  readonly changes: Changes;
  readonly store: ObjectStore;
  /** What this worker waits for. */
  readonly pauses: Pauses;
  /** Room on the volume of the scratch folder; asked of the system where nothing is given. */
  readonly readSpace?: ReadSpace;
  readonly log: Logger;
  /** The HTTP request that caused this work; in every log line. */
  readonly requestId?: string;
  /** Dataset packs, one folder a slug. */
  readonly datasetsDir: string;
  /** Images of the datasets, decoded; may be lost at any time. */
  readonly cropCacheDir: string;
  /** Features of encoders, so that none is run twice on the same images; may be lost at any time. */
  readonly featureCacheDir: string;
  /** Unfinished files; what lies here belongs to a running attempt or to a dead one. */
  readonly scratchDir: string;
  readonly executionProviders: WorkerEnvironment['executionProviders'];
  readonly runner: WorkerEnvironment['runner'] & {
    /** The bundled entry of the sandboxed child process. */
    readonly entry: string;
    /** Where models have cgroups of their own; null where they have none. */
    readonly controlGroup: string | null;
  };
  /** How evaluations are run; the entry is that of their process. */
  readonly evaluator: EvaluatorSettings;
  /** Lines said once already; which execution provider was passed over need not be told at every run. */
  readonly announced: Set<string>;
  readonly threads: number;
  /** How long a claim lasts without being renewed, in seconds. */
  readonly leaseSeconds: number;
}
