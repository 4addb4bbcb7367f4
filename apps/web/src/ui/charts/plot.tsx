import type { ReactNode } from 'react';
import type { Axis } from './axis.ts';

interface Props {
  readonly x: Axis;
  readonly y: Axis;
  readonly children: ReactNode;
}

export const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

/** Where something stands in a {@link Plot}, from its lower left corner. */
export const placed = (x: number, y: number) => ({ left: percent(x), bottom: percent(y) });

/**
 * The frame of a plot: grid, ticks and axis names around an area in which all is placed by percent,
 * so that it is as wide as its container while text keeps its size.
 */
export function Plot({ x, y, children }: Props) {
  return (
    <div className="text-xs text-ink-faint tabular-nums">
      <p className="mb-2">{y.name}</p>
      <div className="@container relative mr-3 ml-10 h-64 border-b border-l border-line-strong sm:h-72">
        {y.ticks.map(({ at, label }) => (
          <div
            key={label}
            className="absolute inset-x-0 border-t border-line"
            style={{ bottom: percent(at) }}
          >
            <span className="absolute right-full -translate-y-1/2 pr-2">{label}</span>
          </div>
        ))}
        {x.ticks.map(({ at, label }) => (
          <span
            key={label}
            className="absolute top-full -translate-x-1/2 pt-1.5 whitespace-nowrap"
            style={{ left: percent(at) }}
          >
            {label}
          </span>
        ))}
        {children}
      </div>
      <p className="mt-7 text-right">{x.name}</p>
    </div>
  );
}

/** Classes that put the label of a mark where there is room. */
export const labelSide = (x: number, y: number): string =>
  `${x > 0.55 ? 'label-left' : ''} ${y > 0.7 ? 'label-below' : ''}`.trim();

/** What a mark says when it is pointed at or focused; on the side of the mark on which there is room. */
export function PlotLabel({ x, y, children }: { x: number; y: number; children: ReactNode }) {
  return <span className={`plot-label ${labelSide(x, y)}`}>{children}</span>;
}
