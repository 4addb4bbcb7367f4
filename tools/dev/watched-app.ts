import type { AppDefinition } from '@clusterboard/local-stack';
import { type SupervisedApp, supervise } from '@clusterboard/local-stack';
import { watchBundle } from '../build-app.mjs';
import type { Running } from '../start/running.ts';

/** Several entries of an app are rebuilt at nearly the same time. */
const settleMs = 200;

export interface WatchedAppOptions {
  readonly dataDir: string;
  readonly show: (line: string) => void;
  /** Sources in the folder of the app, by the bundle that each becomes. */
  readonly bundles: Readonly<Record<string, string>>;
}

/**
 * An app that is rebuilt and restarted at every change of its sources. One that does not build or
 * start is left down until the next change.
 */
export class WatchedApp implements Running {
  readonly #app: AppDefinition;
  readonly #options: WatchedAppOptions;
  readonly #built = new Set<string>();
  #watching: Promise<() => Promise<void>>[] = [];
  #current: SupervisedApp | undefined;
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #started: () => void = () => undefined;

  constructor(app: AppDefinition, options: WatchedAppOptions) {
    this.#app = app;
    this.#options = options;
  }

  /** Resolves after the first attempt to run it. */
  async start(): Promise<void> {
    const attempted = new Promise<void>((resolve) => {
      this.#started = resolve;
    });
    this.#watching = Object.entries(this.#options.bundles).map(([output, entry]) =>
      watchBundle(this.#app.cwd, entry, output, (succeeded) => this.#onBuild(output, succeeded)),
    );
    await Promise.all(this.#watching);
    await attempted;
  }

  #onBuild(output: string, succeeded: boolean): void {
    if (succeeded) this.#built.add(output);
    else this.#built.delete(output);
    clearTimeout(this.#timer);
    const complete = this.#built.size === Object.keys(this.#options.bundles).length;
    if (complete) this.#timer = setTimeout(() => this.#restart(), settleMs);
    else if (!succeeded) this.#started();
  }

  #restart(): void {
    const again = this.#current !== undefined;
    this.#turn = this.#turn.then(async () => {
      await this.#current?.stop();
      const { dataDir, show } = this.#options;
      const current = supervise(this.#app, { dataDir, show });
      this.#current = current;
      void current.failure.then(({ message }) => show(message));
      await current.ready.then(
        () => again && show('restarted'),
        (error: unknown) => show(error instanceof Error ? error.message : String(error)),
      );
      this.#started();
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.all(this.#watching.map(async (watching) => (await watching)()));
    await this.#turn;
    await this.#current?.stop();
  }

  kill(): void {
    clearTimeout(this.#timer);
    this.#current?.kill();
  }
}
