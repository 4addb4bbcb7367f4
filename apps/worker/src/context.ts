import type { ObjectStore } from '@clusterboard/artifacts';
import type { Changes, Database } from '@clusterboard/core';
import type { WorkerEnvironment } from '@clusterboard/environment';
import type { Logger } from 'pino';

/** What every task works with. */
export interface WorkerContext {
  readonly database: Database;
  /** Hears of cancellations. */
  readonly changes: Changes;
  readonly store: ObjectStore;
  readonly log: Logger;
  /** The HTTP request that caused this work; in every log line. */
  readonly requestId?: string;
  /** Uploads that are under way or not submitted yet; the API writes them. */
  readonly uploadsDir: string;
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
  };
  /** Lines said once already; which execution provider was passed over need not be told at every run. */
  readonly announced: Set<string>;
  readonly threads: number;
  /** How long a claim lasts without being renewed, in seconds. */
  readonly leaseSeconds: number;
}
