'use client';

import { Progress } from '@base-ui/react/progress';

/** Steps done out of all, as a bar; `label` names it to those who cannot see it. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <Progress.Root aria-label={label} value={done} max={Math.max(1, total)}>
      <Progress.Track className="block h-1.5 overflow-hidden rounded-full bg-line">
        <Progress.Indicator className="block rounded-full bg-accent motion-safe:transition-[width] duration-500" />
      </Progress.Track>
    </Progress.Root>
  );
}
