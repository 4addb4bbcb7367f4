/** Mean ARI over the seeds from which two entries count as near-duplicates; docs/views.md tells why. */
export const nearDuplicateAri = 0.95;

export interface Resemblance {
  /** Mean ARI between the entries' test assignments, seed by seed. */
  readonly ari: number;
  /** Whether the features of both are the same bytes. */
  readonly sameFeatures: boolean;
}

/** Whether two entries can hardly be told apart by what they do: one encoder under two names, or nearly. */
export const isNearDuplicate = ({ ari, sameFeatures }: Resemblance): boolean =>
  sameFeatures || ari >= nearDuplicateAri;
