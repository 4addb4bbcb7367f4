import type { ProbedEntry } from '../../plots/components/probe-plot.tsx';
import type { ReportedResult } from '../server/read-reported.ts';

/** Reported results at `clusters` clusters whose linear probe is known; others cannot be compared with them. */
export const probedResults = (results: readonly ReportedResult[], clusters: number): ProbedEntry[] =>
  results.flatMap(({ method, clusters: own, linearProbe, acc }) =>
    own === clusters && linearProbe !== null
      ? [{ key: method, name: method, href: null, probe: linearProbe, accuracy: acc.mean }]
      : [],
  );
