import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { SparseForm } from '../../../ui/sparse-form.tsx';
import { countPattern, describeFilter, filterParameters, noFilter } from '../lib/board-filter.ts';
import { type BoardView, boardHref, boardParameters } from '../lib/board-view.ts';
import { KindChoice } from './kind-choice.tsx';

interface Bound {
  readonly name: string;
  readonly label: string;
  readonly value: string | number | null;
}

/** What entries must be like, and to which day the board looks back. A plain form, as the search. */
export function FilterPanel({ slug, view }: { slug: string; view: BoardView }) {
  const { filter, asOf } = view;
  const others = { ...view, filter: noFilter, asOf: null, after: null, before: null };
  const count = describeFilter(filter).length + (asOf ? 1 : 0);
  return (
    <Disclosure
      label="Filters"
      count={count}
      icon={<SlidersHorizontal aria-hidden="true" className="size-4" />}
    >
      <SparseForm
        key={boardHref(slug, view)}
        action={boardHref(slug, {})}
        scroll={false}
        className="space-y-4 p-2 sm:w-80"
      >
        {boardParameters(others).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <KindChoice chosen={filter.kind} />
        <Range
          legend="Parameters"
          hint="e.g. 50k or 5M"
          bounds={[
            { name: filterParameters.minParameters, label: 'from', value: filter.minParameters },
            { name: filterParameters.maxParameters, label: 'to', value: filter.maxParameters },
          ]}
        />
        <Range
          legend="Feature dimension"
          bounds={[
            { name: filterParameters.minDimension, label: 'from', value: filter.minDimension },
            { name: filterParameters.maxDimension, label: 'to', value: filter.maxDimension },
          ]}
        />
        <Range
          legend="Published"
          type="date"
          bounds={[
            { name: filterParameters.since, label: 'from', value: filter.since },
            { name: filterParameters.until, label: 'to', value: filter.until },
          ]}
        />
        <Range
          legend="Leaderboard on a date"
          type="date"
          bounds={[{ name: 'as-of', label: 'end of day', value: asOf?.includes('-') ? asOf : null }]}
        />
        <div className="flex gap-3">
          <button type="submit" className="button button-primary flex-1">
            Apply
          </button>
          {count > 0 ? (
            <Link href={boardHref(slug, others)} scroll={false} className="button">
              Clear
            </Link>
          ) : null}
        </div>
      </SparseForm>
    </Disclosure>
  );
}

interface RangeProps {
  readonly legend: string;
  readonly hint?: string;
  readonly type?: 'text' | 'date';
  readonly bounds: readonly Bound[];
}

function Range({ legend, hint, type = 'text', bounds }: RangeProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">
        {legend} {hint ? <span className="text-xs font-normal text-ink-faint">{hint}</span> : null}
      </legend>
      <div className="grid grid-cols-2 gap-3">
        {bounds.map(({ name, label, value }) => (
          <label key={name} className="block min-w-0 text-xs text-ink-soft">
            {label}
            <input
              type={type}
              {...(type === 'text'
                ? { pattern: countPattern, title: 'A number, e.g. 50000, 50k or 5M' }
                : {})}
              name={name}
              defaultValue={value ?? ''}
              autoComplete="off"
              className="input mt-1 px-2 tabular-nums"
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
