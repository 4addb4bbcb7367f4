import type { AppProcess } from './app-process.ts';

/**
 * Tells of an app that gives no sign of life for `tellMs` milliseconds and ends it after `endMs`, to be started again.
 *
 * Time is counted in checks, not read from the clock: after a machine has slept, nothing was silent.
 */
export function watchSilence(
  app: AppProcess,
  { tellMs, endMs }: { readonly tellMs: number; readonly endMs: number },
  show: (line: string) => void,
): void {
  const everyMs = Math.max(10, tellMs / 6);
  let silentMs = 0;
  let told = false;
  app.onHeartbeat(() => {
    silentMs = 0;
    if (told) show('responds again');
    told = false;
  });
  const timer = setInterval(() => {
    silentMs += everyMs;
    if (!told && silentMs >= tellMs) {
      told = true;
      show(
        `does not respond since ${Math.round(silentMs / 1000)} s; what it works on is given to another worker`,
      );
    }
    if (silentMs >= endMs) {
      show(`does not respond since ${Math.round(silentMs / 1000)} s and is ended`);
      app.kill();
    }
  }, everyMs).unref();
  void app.exited.then(() => clearInterval(timer));
}
