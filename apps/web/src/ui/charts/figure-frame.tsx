import type { ReactNode } from 'react';
import { Panel } from '../panel.tsx';
import { ScrollRegion } from '../scroll-region.tsx';

interface Props {
  readonly title: string;
  /** What is to be seen, in a sentence or two. */
  readonly note: ReactNode;
  readonly children: ReactNode;
  /** The same data as a table; a figure without data has none. */
  readonly table?: ReactNode;
  readonly className?: string;
}

/** A plot with its caption, and its data as a table one click away. */
export function FigureFrame({ title, note, children, table, className }: Props) {
  return (
    <Panel title={title} {...(className ? { className } : {})}>
      <p className="mb-4 text-sm leading-relaxed text-ink-soft">{note}</p>
      {children}
      {table ? (
        <details className="mt-4 border-t border-line pt-3">
          <summary className="text-sm text-ink-soft hover:text-ink">Show data</summary>
          <ScrollRegion label={`${title}, data`} className="mt-3 max-h-96">
            {table}
          </ScrollRegion>
        </details>
      ) : null}
    </Panel>
  );
}
