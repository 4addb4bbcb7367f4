import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RotatingLog } from '../logs/rotating-log.ts';
import { endRecorded, recordProcess } from '../process-record.ts';
import { ServiceFailure } from '../service-failure.ts';
import { type Exit, howEnded } from '../service-process.ts';
import { type AppDefinition, type AppProcess, startApp } from './app-process.ts';
import { type RestartPolicy, Restarts, usualRestarts } from './restarts.ts';
import { watchSilence } from './silence.ts';

export interface SuperviseOptions {
  /** Absolute; holds `run/` and `logs/`. */
  readonly dataDir: string;
  /** Given the lines of the app, and ours about it, that are worth showing. */
  readonly show: (line: string) => void;
  readonly readyWithinMs?: number;
  readonly graceMs?: number;
  readonly restarts?: RestartPolicy;
  /** After more ends than this within the window of `restarts`, the app is given up. */
  readonly restartLimit?: number;
  /** Milliseconds between the attempts to start an app that was given up; without them there are none. */
  readonly retryGivenUpMs?: number;
  /** What a restart waits for, such as the database. */
  readonly whenStartable?: () => Promise<void>;
  /** Milliseconds without a sign of life after which an app with `heartbeat` is told of, and after which it is ended. */
  readonly silence?: { readonly tellMs: number; readonly endMs: number };
}

/** An app that is started again when it crashes. */
export interface SupervisedApp {
  /** Resolves at the first readiness; rejects with a ServiceFailure when the app ends before. */
  readonly ready: Promise<void>;
  /** Resolves when the app is given up for good after it had been ready; stays pending otherwise. */
  readonly failure: Promise<ServiceFailure>;
  stop(): Promise<void>;
  /** Ends it at once, with all in its process group. */
  kill(): void;
}

/** Starts an app and keeps it running. An end before it was ever ready is not tried again: it would only repeat. */
export function supervise(app: AppDefinition, options: SuperviseOptions): SupervisedApp {
  const {
    dataDir,
    show,
    readyWithinMs = 60_000,
    graceMs = 15_000,
    restartLimit = 5,
    retryGivenUpMs,
    whenStartable = async () => undefined,
    silence = { tellMs: 30_000, endMs: 300_000 },
  } = options;
  const restarts = new Restarts(options.restarts ?? usualRestarts);
  const record = join(dataDir, 'run', `${app.name}.json`);
  const logFile = join(dataDir, 'logs', `${app.name}.log`);
  const stopping = new AbortController();
  const { promise: ready, resolve: becomeReady, reject: failToStart } = withResolvers<void>();
  const { promise: failure, resolve: fail } = withResolvers<ServiceFailure>();
  // An app that is stopped before it is ready is no longer waited for.
  ready.catch(() => undefined);
  let current: AppProcess | undefined;
  const log = new RotatingLog(logFile);

  const begin = async (): Promise<AppProcess> => {
    current = await startApp(app, log, show);
    // On a full disk an app is better without a record than not running.
    await recordProcess(record, current.pid).catch((error: unknown) =>
      show(`cannot write ${record}: ${error instanceof Error ? error.message : String(error)}`),
    );
    if (app.heartbeat) watchSilence(current, silence, show);
    if (stopping.signal.aborted) await current.stop(graceMs);
    return current;
  };

  const firstRun = async (): Promise<Exit> => {
    await endRecorded(record, 'SIGTERM', graceMs);
    const first = await begin();
    let wasReady = false;
    const becameReady = first.ready.then(() => {
      wasReady = true;
      return 'ready' as const;
    });
    const limit = new AbortController();
    const outcome = await Promise.race([
      becameReady,
      first.exited,
      pause(readyWithinMs, 'late' as const, { signal: limit.signal }),
    ]);
    limit.abort();
    // An app that crashes right after it was ready may have done both by now.
    if (outcome === 'ready' || wasReady) becomeReady();
    else if (outcome === 'late') {
      await first.stop(graceMs);
      throw new ServiceFailure(`${app.title} was not ready after ${readyWithinMs / 1000} s; see ${logFile}.`);
    } else
      throw new ServiceFailure(`${app.title} did not start: ${exitReason(outcome, first)}; see ${logFile}.`);
    return first.exited;
  };

  const run = async (): Promise<void> => {
    for (let exit = await firstRun(); !stopping.signal.aborted; exit = await (await begin()).exited) {
      const { recent, waitMs } = restarts.ended();
      const reason = current ? exitReason(exit, current) : '';
      const givenUp = recent > restartLimit;
      const sentence = `${app.title} ended ${recent} times (${reason}); see ${logFile}.`;
      const wait = givenUp ? retryGivenUpMs : waitMs;
      if (wait === undefined) {
        fail(new ServiceFailure(sentence));
        return;
      }
      const again = `starting again in ${wait / 1000} s`;
      show(givenUp ? `${sentence} All else goes on; ${again}` : `ended (${reason}); ${again}`);
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      await Promise.race([whenStartable(), once(stopping.signal, 'abort')]);
      if (stopping.signal.aborted) return;
    }
  };

  const running = run().catch((error: unknown) => {
    failToStart(error);
    fail(
      error instanceof ServiceFailure ? error : new ServiceFailure(`${app.title} failed: ${String(error)}`),
    );
  });

  return {
    ready,
    failure,
    kill: () => {
      stopping.abort();
      current?.kill();
    },
    stop: async () => {
      stopping.abort();
      failToStart(new ServiceFailure(`${app.title} was stopped.`));
      await current?.stop(graceMs);
      await running;
      log.close();
      await rm(record, { force: true });
    },
  };
}

/** Why a process ended: what it said last if that was an error, else its code or signal. */
function exitReason(exit: Exit, { lastLines }: AppProcess): string {
  const how = howEnded(exit);
  const said =
    lastLines.find((line) => /^\w*(Error|error|fatal)\b|EADDRINUSE|ENOSPC/.test(line)) ?? lastLines.at(-1);
  return said === undefined ? how : `${how}, “${said.trim()}”`;
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((one, other) => {
    resolve = one;
    reject = other;
  });
  return { promise, resolve, reject };
}
