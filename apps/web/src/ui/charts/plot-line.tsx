import { area, curveLinear, curveStepAfter, line } from 'd3-shape';

/** A place in a plot: 0 to 1 from left to right, and from below to above. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** As {@link PlotPoint}, with the ends of an interval around it. */
export interface PlotBand {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

interface Props {
  readonly points: readonly PlotPoint[];
  readonly band?: readonly PlotBand[];
  readonly shape?: 'straight' | 'steps';
  readonly className: string;
  /** As in SVG's `stroke-dasharray`, in pixels. */
  readonly dashes?: string | undefined;
}

const down = (share: number) => 100 - 100 * share;

/** A line through points, and the band around it, stretched over the whole plot. */
export function PlotLine({ points, band, shape = 'straight', className, dashes }: Props) {
  const curve = shape === 'steps' ? curveStepAfter : curveLinear;
  const path = line<PlotPoint>(
    ({ x }) => 100 * x,
    ({ y }) => down(y),
  ).curve(curve);
  const bandPath = area<PlotBand>(
    ({ x }) => 100 * x,
    ({ low }) => down(low),
    ({ high }) => down(high),
  );
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className={`pointer-events-none absolute inset-0 size-full overflow-visible ${className}`}
    >
      {band ? <path d={bandPath([...band]) ?? ''} fill="currentColor" fillOpacity="0.14" /> : null}
      <path
        d={path([...points]) ?? ''}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={dashes}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
