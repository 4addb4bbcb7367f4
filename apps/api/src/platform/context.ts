import type { Changes, Database } from '@clusterboard/core';
import type { Logger } from 'pino';
import type { FindFeatures } from '../entry/views/features.ts';
import type { FindNeighbours } from '../entry/views/neighbours.ts';
import type { RetrySubmission } from '../submission/retry-submission.ts';
import type { SubmitModel } from '../submission/submit-model.ts';
import type { Loaders } from './loaders/loaders.ts';

/** What every resolver of one request can reach. */
export interface ApiContext {
  /** Also in the header `X-Request-Id` of the answer and in every line of the log. */
  readonly requestId: string;
  readonly log: Logger;
  readonly database: Database;
  readonly changes: Changes;
  /** Aborts when whoever asked is gone. */
  readonly signal: AbortSignal;
  /** To be called before a question is answered that others who ask the same shall not wait for. */
  readonly notToBeShared?: () => void;
  readonly loaders: Loaders;
  readonly submitModel: SubmitModel;
  readonly retrySubmission: RetrySubmission;
  readonly findNeighbours: FindNeighbours;
  readonly findFeatures: FindFeatures;
  readonly maxUploadBytes: number;
}
