import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Runs `step` again and again until `stop`; a failure is logged with `message` and the next turn tries again. */
export async function repeat(
  step: () => Promise<unknown>,
  milliseconds: number,
  { log, stop, message }: { log: Logger; stop: AbortSignal; message: string },
): Promise<void> {
  while (!stop.aborted) {
    await step().catch((error: unknown) => {
      if (!stop.aborted) log.error({ err: error }, message);
    });
    await delay(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }
}
