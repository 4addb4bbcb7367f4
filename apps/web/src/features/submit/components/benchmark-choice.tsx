'use client';

import { useEffect, useRef } from 'react';
import { imageFormat } from '../../benchmark/lib/image-format.ts';
import { formatWhole } from '../../formatting/format.ts';
import type { BenchmarkOption } from '../server/submit-options.ts';

interface Props {
  readonly benchmarks: readonly BenchmarkOption[];
  readonly value: string;
  readonly onChange: (slug: string) => void;
}

export function BenchmarkChoice({ benchmarks, value, onChange }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  const change = useRef(onChange);
  change.current = onChange;

  // What was chosen while the page's script was still on its way raised no event that React saw.
  useEffect(() => {
    const early = group.current?.querySelector<HTMLInputElement>('input:checked')?.value;
    if (early !== undefined) change.current(early);
  }, []);

  return (
    <fieldset ref={group} className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">Benchmark</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {benchmarks.map((benchmark) => (
          <Choice
            key={benchmark.slug}
            benchmark={benchmark}
            chosen={benchmark.slug === value}
            onChoose={() => onChange(benchmark.slug)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly benchmark: BenchmarkOption;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ benchmark: { slug, name, dataset }, chosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border border-line-strong bg-surface p-3.5 hover:border-accent has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name="benchmark"
        value={slug}
        aria-label={name}
        checked={chosen}
        autoComplete="off"
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <span className="block text-sm font-medium">{name}</span>
        <span className="block text-xs text-ink-soft tabular-nums">
          {imageFormat(dataset)}, {formatWhole(dataset.trainCount + dataset.testCount)} images
        </span>
      </span>
    </label>
  );
}
