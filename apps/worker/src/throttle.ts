/**
 * Passes the newest of many reports on, at most one in `milliseconds`, one at a time; failures go to
 * `onError`. `settle` ends it and waits for the one under way.
 */
export function throttle<Report>(
  send: (report: Report) => Promise<void>,
  milliseconds: number,
  onError: (error: unknown) => void,
): { report(report: Report): void; settle(): Promise<void> } {
  let newest: { report: Report } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const flush = (): void => {
    timer = undefined;
    if (newest === undefined) return;
    const { report } = newest;
    newest = undefined;
    underWay = underWay.then(() => send(report)).catch(onError);
  };
  return {
    report(report) {
      newest = { report };
      timer ??= setTimeout(flush, milliseconds);
    },
    async settle() {
      clearTimeout(timer);
      flush();
      await underWay;
    },
  };
}
