import { formatCount } from './format.ts';

/** A count in a column: figures share their decimal point and their unit its place. */
export function CountFigure({ count }: { count: number }) {
  const [figure = '', unit] = formatCount(count).split('\u00a0');
  return (
    <span className="whitespace-nowrap tabular-nums">
      {figure}
      <span aria-hidden="true" className="invisible">
        {figure.includes('.') ? '' : '.0'}
      </span>
      <span className="inline-block w-[1.4em] text-center text-ink-faint">{unit}</span>
    </span>
  );
}
