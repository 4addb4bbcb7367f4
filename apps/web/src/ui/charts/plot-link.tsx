import type { Route } from 'next';
import Link from 'next/link';
import { PlotLabel, placed } from './plot.tsx';

interface Props {
  readonly x: number;
  readonly y: number;
  /** Null for a mark that leads nowhere. */
  readonly href: Route | null;
  readonly name: string;
  readonly detail: string;
  readonly emphasised?: boolean;
}

/** A mark in a plot that leads to its entry, and tells its name when pointed at or focused. */
export function PlotLink({ x, y, href, name, detail, emphasised = false }: Props) {
  const mark = {
    'aria-label': `${name}: ${detail}`,
    style: placed(x, y),
    className:
      'group absolute grid size-6 -translate-x-1/2 translate-y-1/2 place-items-center hover:z-10 focus-visible:z-10',
  };
  const face = (
    <>
      <span
        className={`rounded-full border-2 group-hover:scale-125 ${emphasised ? 'size-3 border-surface bg-accent' : 'size-2.5 border-surface bg-mark'}`}
      />
      {/* Above the mark, as on its level the line goes on, but not on the axis' name above the plot. */}
      {emphasised ? (
        <span
          aria-hidden="true"
          className={`plot-name absolute w-max max-w-[min(10rem,50cqw)] truncate text-xs text-ink-soft ${x > 0.5 ? 'right-1' : 'left-1'} ${y > 0.93 ? 'top-full -mt-1' : 'bottom-full -mb-1'}`}
        >
          {name}
        </span>
      ) : null}
      <PlotLabel x={x} y={y}>
        <span className="block font-medium">{name}</span>
        <span className="block opacity-80">{detail}</span>
      </PlotLabel>
    </>
  );
  return href === null ? (
    <span role="img" {...mark}>
      {face}
    </span>
  ) : (
    <Link href={href} prefetch={false} {...mark}>
      {face}
    </Link>
  );
}
