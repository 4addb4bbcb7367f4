import type { Route } from 'next';
import { type Axis, linearAxis } from '../../../ui/charts/axis.ts';
import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { Plot } from '../../../ui/charts/plot.tsx';
import { PlotLine } from '../../../ui/charts/plot-line.tsx';
import { PlotLink } from '../../../ui/charts/plot-link.tsx';
import { formatScore } from '../../formatting/format.ts';
import { type ProbedPoint, type ProbeFit, probeFit } from '../lib/probe-fit.ts';

export interface ProbedEntry extends ProbedPoint {
  readonly key: string;
  readonly name: string;
  /** Null for results that have no page of their own. */
  readonly href: Route | null;
}

interface Props {
  readonly title: string;
  /** What the points are; that the probe uses labels is said after it. */
  readonly note: string;
  readonly entries: readonly ProbedEntry[];
}

const usesLabels =
  'The linear probe is trained with labels. Shown for comparison only; it doesn’t affect the ranking.';

/** Clustering against linear-probe accuracy, with the least-squares line and both correlations. */
export function ProbePlot({ title, note, entries }: Props) {
  if (entries.length === 0) {
    return (
      <FigureFrame title={title} note={usesLabels}>
        <p className="text-sm text-ink-soft">
          No entry has a linear probe yet. New evaluations include one; older entries will appear here once
          they are re-evaluated.
        </p>
      </FigureFrame>
    );
  }
  const x = accuracyAxis('Linear probe, accuracy in %', entries, ({ probe }) => probe);
  const y = accuracyAxis('Clustering, accuracy in %', entries, ({ accuracy }) => accuracy);
  const fit = probeFit(entries);
  const named = [highest(entries, ({ accuracy }) => accuracy), highest(entries, ({ probe }) => probe)];
  return (
    <FigureFrame
      title={title}
      note={`${note} ${usesLabels}`}
      table={
        <DataTable
          caption={title}
          columns={['Encoder', 'Linear probe %', 'Clustering %', ...(fit ? ['Residual'] : [])]}
          rows={entries.map((entry) => ({
            key: entry.key,
            cells: [
              entry.name,
              percentText(entry.probe),
              percentText(entry.accuracy),
              ...(fit ? [offset(fit, entry)] : []),
            ],
          }))}
        />
      }
    >
      <Plot x={x} y={y}>
        {fit ? <FitLine fit={fit} x={x} y={y} entries={entries} /> : null}
        {entries.map((entry) => (
          <PlotLink
            key={entry.key}
            x={x.place(100 * entry.probe)}
            y={y.place(100 * entry.accuracy)}
            href={entry.href}
            name={entry.name}
            emphasised={named.includes(entry)}
            detail={`clustering ${percentText(entry.accuracy)}, linear probe ${percentText(entry.probe)}`}
          />
        ))}
      </Plot>
      <p className="mt-3 text-sm leading-relaxed text-ink-soft tabular-nums">
        {fit ? describeFit(fit, entries.length) : noFitReason(entries.length)}
      </p>
    </FigureFrame>
  );
}

const highest = (entries: Props['entries'], of: (entry: ProbedEntry) => number) =>
  entries.reduce((best, entry) => (of(entry) > of(best) ? entry : best), entries[0] as ProbedEntry);

const percentText = (value: number) => formatScore('ACC', value);

const accuracyAxis = (
  name: string,
  entries: readonly ProbedEntry[],
  of: (entry: ProbedEntry) => number,
): Axis =>
  linearAxis(
    name,
    entries.map((entry) => 100 * of(entry)),
    { format: String, minSpan: 2 },
  );

/** From the leftmost point to the rightmost: beyond them the line would show what was not measured. */
function FitLine({ fit, x, y, entries }: { fit: ProbeFit; x: Axis; y: Axis; entries: Props['entries'] }) {
  const probes = entries.map(({ probe }) => probe);
  const ends = [Math.min(...probes), Math.max(...probes)].map((probe) => ({
    x: x.place(100 * probe),
    y: y.place(100 * (fit.slope * probe + fit.intercept)),
  }));
  return <PlotLine points={ends} className="text-accent/60" dashes="5 4" />;
}

function offset({ slope, intercept }: ProbeFit, { probe, accuracy }: ProbedPoint): string {
  const text = percentText(accuracy - (slope * probe + intercept));
  return /^[\u2212]|^0\.00$/.test(text) ? text : `+${text}`;
}

const correlation = (value: number) => value.toFixed(2).replace('-', '\u2212');

const describeFit = ({ slope, pearson, spearman }: ProbeFit, count: number) =>
  `Across ${count} encoders, r = ${correlation(pearson)} (Pearson) and ρ = ${correlation(spearman)} (Spearman). ` +
  `Along the dashed least-squares line, one more point of linear-probe accuracy corresponds to ${correlation(slope)} more points of clustering accuracy.`;

const noFitReason = (count: number) =>
  count < 3
    ? `${count === 1 ? 'One encoder has' : 'Two encoders have'} a linear probe so far. A fit needs at least three.`
    : 'All values on one axis are equal, so there is no fit or correlation.';
