import type { BoardEntry } from '../../board/server/read-board.ts';
import { formatCount, formatWhole } from '../../formatting/format.ts';
import type { Metric } from '../../scores/lib/metrics.ts';
import { CostPlot } from './cost-plot.tsx';
import { type ProbedEntry, ProbePlot } from './probe-plot.tsx';
import { RecordPlot } from './record-plot.tsx';

interface Props {
  readonly metric: Metric;
  readonly entries: readonly BoardEntry[];
  /** Null where they are unavailable. */
  readonly probed: readonly ProbedEntry[] | null;
}

/** The plots of a benchmark, side by side where there is room. */
export function PlotsSection({ metric, entries, probed }: Props) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
      <CostPlot
        title="Score vs. size"
        axis="Parameters"
        note="Parameters: all weights in the model file."
        frontierNote="Dashed line: Pareto frontier. No smaller encoder scores higher."
        metric={metric}
        entries={entries}
        costOf={({ parameters }) => parameters}
        textOf={(value) => `${formatCount(value)} parameters`}
        lessIsBetter
      />
      <CostPlot
        title="Score vs. speed"
        axis="Images per second"
        note="Feature extraction speed on the machine that ran it."
        frontierNote="Dashed line: Pareto frontier. No faster encoder scores higher."
        metric={metric}
        entries={entries}
        costOf={({ imagesPerSecond }) => imagesPerSecond}
        textOf={(value) => `${formatWhole(Math.round(value))} images/s`}
        lessIsBetter={false}
      />
      {probed ? (
        <ProbePlot
          title="Clustering vs. linear probe"
          note="Accuracy without and with labels, on the same features."
          entries={probed}
        />
      ) : null}
      <RecordPlot metric={metric} entries={entries} />
    </div>
  );
}
