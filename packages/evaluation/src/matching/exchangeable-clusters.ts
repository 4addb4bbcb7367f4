/**
 * The group of each cluster, numbered from 0: [clusters]. Clusters of one group have the same count of every
 * class: nothing but their names says which of the group's classes is whose.
 */
export type ExchangeableGroups = Int32Array;

/** The chance that a cluster has a class, were the classes of its group dealt out by lot. */
export interface ClassChance {
  /** Clusters in the group. */
  readonly among: number;
  /** Those that have the class. */
  readonly matched: number;
}

// Both are below 2^24: contingency tables have no more groups.
const keyOf = (group: number, label: number): number => group * 2 ** 24 + label;

export function classChances(
  matching: ArrayLike<number>,
  exchangeable: ExchangeableGroups,
): (cluster: number, label: number) => ClassChance {
  const among = new Int32Array(exchangeable.length);
  for (const group of exchangeable) among[group] = (among[group] as number) + 1;
  const amongOf = (cluster: number): number => among[exchangeable[cluster] as number] as number;
  const matched = new Map<number, number>();
  for (const [cluster, group] of exchangeable.entries()) {
    if (amongOf(cluster) === 1) continue;
    const key = keyOf(group, matching[cluster] as number);
    matched.set(key, (matched.get(key) ?? 0) + 1);
  }
  return (cluster, label) => {
    if (amongOf(cluster) === 1) return { among: 1, matched: matching[cluster] === label ? 1 : 0 };
    return {
      among: amongOf(cluster),
      matched: matched.get(keyOf(exchangeable[cluster] as number, label)) ?? 0,
    };
  };
}
