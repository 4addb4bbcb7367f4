'use client';

import { useStep } from '../lib/use-step.ts';
import type { ViewStep } from '../lib/view-step.ts';

interface Props {
  readonly label: string;
  readonly step: ViewStep;
  /** Shown beside it, on one line; without it only assistive technology is told. */
  readonly labelled?: boolean;
}

/** A checkbox whose state is part of the page's address. It answers at once, the page follows. */
export function UrlCheckbox({ label, step, labelled = false }: Props) {
  const { held, possible, take } = useStep(step);
  const box = (
    <input
      type="checkbox"
      {...(labelled ? {} : { 'aria-label': label, title: label })}
      checked={held}
      disabled={!possible}
      onChange={take}
      className="m-1 size-4 accent-accent not-disabled:cursor-pointer disabled:opacity-40"
    />
  );
  if (!labelled) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is in it, as a variable
    <label className="flex items-center gap-2.5 rounded px-2 py-1.5 text-sm whitespace-nowrap hover:bg-sunken">
      {box}
      {label}
    </label>
  );
}
