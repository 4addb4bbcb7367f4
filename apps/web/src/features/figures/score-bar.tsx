import { type Metric, metricCeiling, type ScoreStatistics } from './metrics.ts';

interface Props {
  readonly metric: Metric;
  readonly score: ScoreStatistics;
  readonly classes: number;
  readonly emphasised?: boolean;
}

const clamp = (share: number) => 100 * Math.min(1, Math.max(0, share));

/** A score as a bar from 0 to the best possible value, with one deviation to each side. */
export function ScoreBar({ metric, score, classes, emphasised = false }: Props) {
  const ceiling = metricCeiling(metric, classes);
  const mean = clamp(score.mean / ceiling);
  const low = clamp((score.mean - score.standardDeviation) / ceiling);
  const high = clamp((score.mean + score.standardDeviation) / ceiling);
  return (
    <svg aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none" className="block h-1.5 w-full">
      <rect y="1.5" width="100" height="3" className="fill-line" />
      <rect y="1.5" width={mean} height="3" className={emphasised ? 'fill-accent' : 'fill-mark'} />
      <rect
        x={low}
        width={Math.max(0.8, high - low)}
        height="6"
        className={emphasised ? 'fill-accent' : 'fill-mark'}
        fillOpacity={0.55}
      />
    </svg>
  );
}
