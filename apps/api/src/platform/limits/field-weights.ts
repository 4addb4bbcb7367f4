/**
 * What is read as a whole however little of it is asked for, by `Type.field`, and how many values it counts as
 * at least: by the time that it takes where it is largest, at 1000 classes. A page shows all of these of an
 * entry, and full rows of some, in one question; that bounds them from above.
 */
export const fieldWeights: Readonly<Record<string, number>> = {
  /** 2000 points. */
  'LeaderboardEntry.imageMap': 2000,
  /** 10,000 cells, of which 2500 are given at once. */
  'LeaderboardEntry.contingency': 2500,
  /** 1000 clusters with a dozen images each. */
  'LeaderboardEntry.clusterList': 2000,
  /** 100 pairs. */
  'LeaderboardEntry.confusedPairs': 150,
  /** Two dozen points with their scores. */
  'LeaderboardEntry.curves': 150,
  'LeaderboardEntry.probes': 30,
  /** The newest 500 events of the board are looked through for each entry. */
  'LeaderboardEntry.rankHistory': 100,
  'Dataset.classNames': 1000,
};
