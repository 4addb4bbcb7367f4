interface Times {
  /** Milliseconds after which silence counts as an outage. */
  readonly timeout: number;
  /** Milliseconds for which an answer is believed. */
  readonly ttl: number;
}

/** Whether the API answers and is healthy, asked once in a while however often it is wanted. */
export function healthCheck(apiUrl: () => string, { timeout, ttl }: Times): () => Promise<boolean> {
  let latest: { readonly until: number; readonly healthy: Promise<boolean> } | null = null;
  const look = () =>
    fetch(`${apiUrl()}/health`, { cache: 'no-store', signal: AbortSignal.timeout(timeout) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + ttl, healthy: look() };
    return latest.healthy;
  };
}
