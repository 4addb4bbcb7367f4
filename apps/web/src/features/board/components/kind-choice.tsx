import { type EntryKind, filterParameters } from '../lib/board-filter.ts';

const choices: readonly { readonly kind: EntryKind | null; readonly label: string }[] = [
  { kind: null, label: 'All' },
  { kind: 'submitted', label: 'Submitted' },
  { kind: 'baseline', label: 'Baselines' },
];

/** Whether submissions, baselines or both are shown; all are what a form sends as nothing. */
export function KindChoice({ chosen }: { chosen: EntryKind | null }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">
        Kind <span className="text-xs font-normal text-ink-faint">Baselines ship with Clusterboard</span>
      </legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1.5">
        {choices.map(({ kind, label }) => (
          <label key={label} className="flex cursor-pointer items-center gap-2 text-sm">
            <input
              type="radio"
              name={filterParameters.kind}
              value={kind ?? ''}
              defaultChecked={kind === chosen}
              autoComplete="off"
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
