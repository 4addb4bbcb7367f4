import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isStream } from './open-streams.ts';
import type { Refusal } from './refusal.ts';

/** Requests of one client under way at once: of a browser, six or so and a few streams. */
export const maxConcurrent = 100;
/** One for each open page of a submission or leaderboard; a page without one polls. */
export const maxStreams = 20;
export const maxUploads = 10;

/**
 * What a request costs, in tenths of an ordinary one: a page shows many images of a dataset; for others a picture
 * is drawn, or a whole leaderboard read.
 */
const costs: readonly (readonly [RegExp, number])[] = [
  [/^\/_next\/static\//, 0],
  [/^\/api\/health$/, 0],
  [/^\/datasets\//, 2],
  [/\/opengraph-image/, 300],
  [/\/leaderboard\.\w+$/, 300],
  [/^\/_next\/image/, 300],
];

const costOf = (path: string): number => costs.find(([pattern]) => pattern.test(path))?.[1] ?? 10;

const sendsUpload = (path: string, method = ''): boolean =>
  /^\/uploads(?:\/|$)/.test(path) && (method === 'POST' || method === 'PATCH');

const tooMany = (code: string, what: string, retryAfterSeconds: number): Refusal => ({
  status: 429,
  code,
  message: `Too many ${what} from your address. Try again in ${retryAfterSeconds} s.`,
  retryAfterSeconds,
});

/** Counts what each client has under way. */
class UnderWay {
  readonly #counts = new Map<string, number>();

  constructor(readonly max: number) {}

  /** Counts a response until it is closed; false if the client has as many already. */
  enter(client: string, response: ServerResponse): boolean {
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.max) return false;
    this.#counts.set(client, count + 1);
    response.once('close', () => {
      const left = (this.#counts.get(client) ?? 1) - 1;
      if (left > 0) this.#counts.set(client, left);
      else this.#counts.delete(client);
    });
    return true;
  }
}

/** Null if the request may pass. */
type AdmitRequest = (
  client: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<Refusal | null>;

/** Counts the requests of each client, those under way and those of the last minute. */
export function createClientLimits(requestsPerMinute: number): AdmitRequest {
  const minute = new RateLimiterMemory({ points: requestsPerMinute * 10, duration: 60 });
  const requests = new UnderWay(maxConcurrent);
  const streams = new UnderWay(maxStreams);
  const uploads = new UnderWay(maxUploads);
  return async (client, path, { method }, response) => {
    const cost = costOf(path);
    if (cost === 0) return null;
    if (isStream(path) && !streams.enter(client, response)) {
      return tooMany('TOO_MANY_STREAMS', 'open streams', 5);
    }
    if (sendsUpload(path, method) && !uploads.enter(client, response)) {
      return tooMany('TOO_MANY_UPLOADS', 'uploads at once', 5);
    }
    if (!requests.enter(client, response)) return tooMany('TOO_MANY_REQUESTS', 'requests at once', 1);
    try {
      await minute.consume(client, cost);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return tooMany('TOO_MANY_REQUESTS', 'requests', Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  };
}
