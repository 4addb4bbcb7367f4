interface Listed {
  readonly slug: string;
  readonly closedReason: string | null;
}

/** Why the form does not offer the benchmark that a link asks for; null where it does. */
export function whyNotOffered(benchmarks: readonly Listed[], asked: string): string | null {
  const found = benchmarks.find(({ slug }) => slug === asked);
  if (found !== undefined) return found.closedReason;
  const name = asked.length > 80 ? `${asked.slice(0, 79)}…` : asked;
  return `There is no benchmark “${name}”, to which the link led. Choose one of those below.`;
}
