interface Listed {
  readonly slug: string;
  readonly closedReason: string | null;
}

/** Why the form does not offer the benchmark that a link asks for; null where it does. */
export function closedReasonFor(benchmarks: readonly Listed[], asked: string): string | null {
  const found = benchmarks.find(({ slug }) => slug === asked);
  if (found !== undefined) return found.closedReason;
  const name = asked.length > 80 ? `${asked.slice(0, 79)}…` : asked;
  return `The benchmark “${name}” from your link does not exist. Choose one below.`;
}
