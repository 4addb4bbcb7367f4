'use client';

import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';
import { imageFormat } from '../benchmark/image-format.ts';
import { formatWhole } from '../figures/format.ts';
import type { BenchmarkOption } from './submit-options.ts';

interface Props {
  readonly benchmarks: readonly BenchmarkOption[];
  readonly value: string;
  readonly onChange: (slug: string) => void;
  readonly error: string | undefined;
  readonly disabled: boolean;
}

export function BenchmarkChoice({ benchmarks, value, onChange, error, disabled }: Props) {
  const id = useId();
  return (
    <div>
      <h2 id={id} className="mb-1.5 text-sm font-medium">
        Benchmark
      </h2>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        disabled={disabled}
        onValueChange={(slug) => onChange(String(slug))}
        className="grid gap-3 sm:grid-cols-2"
      >
        {benchmarks.map((benchmark) => (
          <Choice key={benchmark.slug} benchmark={benchmark} />
        ))}
      </RadioGroup>
      {error ? (
        <p role="alert" className="mt-1.5 text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Choice({ benchmark: { slug, name, dataset } }: { benchmark: BenchmarkOption }) {
  return (
    <Radio.Root
      value={slug}
      aria-label={name}
      className="flex cursor-pointer items-start gap-3 rounded-lg border border-line-strong bg-surface p-3.5 text-left hover:border-accent data-checked:border-accent data-checked:bg-accent-soft"
    >
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-ink-faint bg-surface">
        <Radio.Indicator className="size-2 rounded-full bg-accent data-unchecked:hidden" />
      </span>
      <span>
        <span className="block text-sm font-medium">{name}</span>
        <span className="block text-xs text-ink-soft tabular-nums">
          {imageFormat(dataset)}, {formatWhole(dataset.trainCount + dataset.testCount)} images
        </span>
      </span>
    </Radio.Root>
  );
}
