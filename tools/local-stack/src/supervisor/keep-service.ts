import { setTimeout as pause } from 'node:timers/promises';
import type { RunningService } from '../postgres/postgres.ts';
import { type Exit, howEnded } from '../service-process.ts';
import { type RestartPolicy, Restarts, usualRestarts } from './restarts.ts';

export interface KeepServiceOptions {
  /** Begins a sentence: “Postgres”. */
  readonly title: string;
  /** Starts it, on `port` where one is given. */
  readonly start: (port: number | undefined) => Promise<RunningService>;
  /** Given what is worth showing about it. */
  readonly show: (line: string) => void;
  readonly restarts?: RestartPolicy;
}

/** A server that is started again on its port whenever it ends. */
export interface KeptService {
  /** Stays the same over restarts. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it at once; what was committed is kept. */
  kill(): void;
}

/**
 * Starts a server and keeps it running. It is never given up: whatever keeps it from running, such as a full disk,
 * may pass, and what works on it waits and says so meanwhile.
 *
 * @throws ServiceFailure when it does not start the first time
 */
export async function keepService(options: KeepServiceOptions): Promise<KeptService> {
  const { title, start, show } = options;
  const restarts = new Restarts(options.restarts ?? usualRestarts);
  const stopping = new AbortController();
  const first = await start(undefined);
  const { url } = first;
  let running: Promise<RunningService> = Promise.resolve(first);
  let current: RunningService | undefined = first;

  const startAgain = async (reason: string): Promise<RunningService> => {
    for (let why = reason; ; ) {
      const { waitMs } = restarts.ended();
      show(`${title} ${why}; starting again in ${waitMs / 1000} s`);
      await pause(waitMs, undefined, { signal: stopping.signal });
      try {
        const service = await start(Number(new URL(url).port));
        show(`${title} runs again`);
        return service;
      } catch (error) {
        stopping.signal.throwIfAborted();
        why = `does not start (${error instanceof Error ? error.message : String(error)})`;
      }
    }
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const service = await running;
      current = service;
      const exit = await service.exited;
      current = undefined;
      if (stopping.signal.aborted) return;
      running = reasonOf(exit, service).then(startAgain);
    }
  };
  const watching = watch().catch(() => undefined);

  return {
    url,
    kill: () => {
      stopping.abort();
      current?.kill();
      // One that is only starting ends once it has started.
      void running.then((service) => service.kill()).catch(() => undefined);
    },
    stop: async () => {
      stopping.abort();
      await running.then((service) => service.stop()).catch(() => undefined);
      await watching;
    },
  };
}

async function reasonOf(exit: Exit, { log }: RunningService): Promise<string> {
  const full = /No space left on device/.test(await log().catch(() => ''));
  return `has ended (${howEnded(exit)}${full ? ', its disk is full' : ''})`;
}
