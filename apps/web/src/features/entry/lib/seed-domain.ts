/** A range of scores that holds every seed, with room at its ends. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** Below this the plot would blow rounding noise up to its full width. */
const narrowest = 0.002;

/** The range to plot runs on: their own, a fifth wider, and never narrower than a fifth of a point. */
export function seedDomain(values: readonly number[]): Domain {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = Math.max((high - low) * 0.2, (narrowest - (high - low)) / 2, narrowest / 10);
  return { low: low - margin, high: high + margin };
}

/** Where a value lies in a domain, 0 to 1. */
export const share = ({ low, high }: Domain, value: number): number => (value - low) / (high - low);
