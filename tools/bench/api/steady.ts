import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface SteadyLoad {
  readonly path: (number: number) => string;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests a second, evenly spaced. */
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
}

export interface SteadyResult {
  /** Milliseconds from the moment that each request was due to the end of its answer, shortest first. */
  readonly latencies: readonly number[];
  /** Milliseconds by which requests were sent later than they were due, which the latencies hold. */
  readonly lateness: readonly number[];
  readonly bytes: number;
  readonly failed: number;
}

const ascending = (values: number[]) => values.sort((one, other) => one - other);

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/**
 * Asks at a steady rate however long the answers take, so that a slow one does not spare the server the next
 * (an open system, without coordinated omission). autocannon's rate sends what is due in a second at once.
 */
export async function askSteadily(
  origin: string,
  { path, headers, rate, seconds, connections }: SteadyLoad,
): Promise<SteadyResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const lateness: number[] = [];
  let bytes = 0;
  let failed = 0;
  const ask = (number: number, due: number): Promise<void> =>
    new Promise((resolve) => {
      const settle = (answered: boolean) => {
        if (answered) latencies.push(performance.now() - due);
        else failed += 1;
        resolve();
      };
      lateness.push(performance.now() - due);
      get(`${origin}${path(number)}`, { agent, headers }, (response: IncomingMessage) => {
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => settle(response.statusCode === 200));
        response.on('error', () => settle(false));
      }).on('error', () => settle(false));
    });
  const answers: Promise<void>[] = [];
  const begun = performance.now();
  while (answers.length < rate * seconds) {
    const due = begun + (answers.length * 1000) / rate;
    if (due <= performance.now()) answers.push(ask(answers.length, due));
    else await pause(1);
  }
  await Promise.all(answers);
  agent.destroy();
  return { latencies: ascending(latencies), lateness: ascending(lateness), bytes, failed };
}
