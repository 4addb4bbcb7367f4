/** Told apart by colour (Okabe and Ito), by shape and by dashes, so that no one has to see colours. */
const series = [
  { text: 'text-series-1', shape: 'M6 0a6 6 0 1 0 0.01 0Z', dashes: undefined },
  { text: 'text-series-2', shape: 'M1 1h10v10h-10Z', dashes: '7 4' },
  { text: 'text-series-3', shape: 'M6 0.5L12 11.5H0Z', dashes: '2 4' },
  { text: 'text-series-4', shape: 'M6 -0.5L12.5 6L6 12.5L-0.5 6Z', dashes: '9 3 2 3' },
] as const;

/** As many series as one plot can hold. */
export const maxSeries = series.length;

/** How the series at an index looks, from 0; those beyond the last look like it. */
export const seriesStyle = (index: number) => series[Math.min(index, maxSeries - 1)] ?? series[0];

/** The mark of a series, as in plot and legend. */
export function SeriesMark({ index, className = 'size-3' }: { index: number; className?: string }) {
  const { text, shape } = seriesStyle(index);
  return (
    <svg
      aria-hidden="true"
      viewBox="-1 -1 14 14"
      className={`shrink-0 overflow-visible ${text} ${className}`}
    >
      <path d={shape} fill="currentColor" />
    </svg>
  );
}
