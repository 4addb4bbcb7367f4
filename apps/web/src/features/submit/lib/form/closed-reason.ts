interface Listed {
  readonly slug: string;
  readonly closedReason: string | null;
}

/** Why the form does not offer the benchmark that a link asks for; null where it does. */
export function closedReasonFor(benchmarks: readonly Listed[], requested: string): string | null {
  const found = benchmarks.find(({ slug }) => slug === requested);
  if (found !== undefined) return found.closedReason;
  const name = requested.length > 80 ? `${requested.slice(0, 79)}…` : requested;
  return `The benchmark “${name}” from your link does not exist. Choose one below.`;
}
