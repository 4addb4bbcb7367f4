const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C arrives twice under npm: from the terminal, which signals the whole foreground group, and
 * from npm, which passes it on. Only what comes later is meant as a second one.
 */
const sameStrokeMs = 1_000;

/** Takes over the signals by which people and systems end a program, for the rest of this process. */
export function untilInterrupted(): {
  readonly first: Promise<undefined>;
  readonly second: Promise<'forced'>;
} {
  let began: number | undefined;
  let onFirst = () => {};
  let onSecond = () => {};
  const first = new Promise<undefined>((resolve) => {
    onFirst = () => resolve(undefined);
  });
  const second = new Promise<'forced'>((resolve) => {
    onSecond = () => resolve('forced');
  });
  for (const signal of signals) {
    process.on(signal, () => {
      if (began === undefined) {
        began = Date.now();
        onFirst();
      } else if (Date.now() - began > sameStrokeMs) onSecond();
    });
  }
  // After SIGHUP there is no terminal left to write to.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { first, second };
}
