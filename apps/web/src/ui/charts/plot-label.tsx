import type { ReactNode } from 'react';

/** Classes that put the label of a mark where there is room. */
export const labelSide = (x: number, y: number): string =>
  `${x > 0.55 ? 'label-left' : ''} ${y > 0.7 ? 'label-below' : ''}`.trim();

/** What a mark says when it is pointed at or focused; on the side of the mark on which there is room. */
export function PlotLabel({ x, y, children }: { x: number; y: number; children: ReactNode }) {
  return <span className={`plot-label ${labelSide(x, y)}`}>{children}</span>;
}
