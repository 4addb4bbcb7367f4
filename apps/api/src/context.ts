import type { Changes, Database } from '@clusterboard/database';
import type { Logger } from 'pino';
import type { Loaders } from './loaders.ts';
import type { FindFeatures } from './services/features.ts';
import type { FindNeighbours } from './services/neighbours.ts';
import type { RetrySubmission } from './services/retry-submission.ts';
import type { SubmitModel } from './services/submit-model.ts';

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
