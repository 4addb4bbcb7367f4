import { Search } from 'lucide-react';
import { SparseForm } from '../../../ui/sparse-form.tsx';
import { type BoardView, boardHref, boardParameters } from '../lib/board-view.ts';

/** Search by name or submitter; a plain form, so it works before any script has loaded. */
export function BoardSearch({ slug, view }: { slug: string; view: BoardView }) {
  return (
    <SparseForm action={boardHref(slug, {})} role="search" scroll={false} className="relative w-full sm:w-72">
      {boardParameters({ ...view, search: '', after: null, before: null }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-3 left-3 size-4 text-ink-faint"
      />
      <input
        key={view.search}
        type="search"
        name="q"
        defaultValue={view.search}
        maxLength={100}
        aria-label="Search encoders and submitters"
        placeholder="Search encoders"
        className="input pl-9"
      />
    </SparseForm>
  );
}
