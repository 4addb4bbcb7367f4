import type { Changes, Database, Submitter } from '@clusterboard/core';
import type { Logger } from 'pino';
import type { FindFeatures } from '../entry/views/features.ts';
import type { FindNeighbours } from '../entry/views/neighbours.ts';
import type { RetrySubmission } from '../submission/cancel-retry.ts';
import type { SubmitModel } from '../submission/submit-model.ts';
import type { ModelsClosed } from './limits/models-closed.ts';
import type { Loaders } from './loaders/loaders.ts';
import type { ReadEstimates } from './status/read-estimates.ts';
import type { ReadStatus } from './status/read-status.ts';

/** The context of one request. */
export interface ApiContext {
  /** Also in the header `X-Request-Id` of the response and in every log line. */
  readonly requestId: string;
  readonly log: Logger;
  /** Whoever asks, should this request submit something. */
  readonly submitter: Submitter;
  readonly database: Database;
  readonly changes: Changes;
  /** Aborts when the client disconnects or the server stops. */
  readonly signal: AbortSignal;
  /** Call before execution if the response is not cacheable: identical requests then stop waiting for it. */
  readonly stopSharing?: () => void;
  readonly loaders: Loaders;
  readonly submitModel: SubmitModel;
  readonly modelsClosed: ModelsClosed;
  readonly retrySubmission: RetrySubmission;
  readonly findNeighbours: FindNeighbours;
  readonly findFeatures: FindFeatures;
  readonly maxUploadBytes: number;
  readonly readStatus: ReadStatus;
  readonly readEstimates: ReadEstimates;
}
