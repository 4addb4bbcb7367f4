import { readWebEnvironment } from '@clusterboard/environment';
import { forward } from './forward.ts';

/** A route handler that answers with what the API answers on the same path. */
export const forwardToApi = (request: Request): Promise<Response> =>
  forward(request, readWebEnvironment().apiUrl);
