import type { Database } from '@clusterboard/database';
import type { Logger } from 'pino';
import type { Loaders } from './loaders.ts';
import type { SubmitModel } from './services/submit-model.ts';

/** What every resolver of one request can reach. */
export interface ApiContext {
  /** Also in the header `X-Request-Id` of the answer and in every line of the log. */
  readonly requestId: string;
  readonly log: Logger;
  readonly database: Database;
  readonly loaders: Loaders;
  readonly submitModel: SubmitModel;
  readonly maxUploadBytes: number;
}
