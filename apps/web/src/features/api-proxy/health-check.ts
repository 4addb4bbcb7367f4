interface Times {
  /** Milliseconds after which silence counts as an outage. */
  readonly patience: number;
  /** Milliseconds for which an answer is believed. */
  readonly kept: number;
}

/** Whether the API answers and is well, asked once in a while however often it is wanted. */
export function healthCheck(apiUrl: () => string, { patience, kept }: Times): () => Promise<boolean> {
  let latest: { readonly until: number; readonly well: Promise<boolean> } | null = null;
  const look = () =>
    fetch(`${apiUrl()}/health`, { cache: 'no-store', signal: AbortSignal.timeout(patience) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + kept, well: look() };
    return latest.well;
  };
}
