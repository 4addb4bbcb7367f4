import { Columns3 } from 'lucide-react';
import { Disclosure } from '../site/disclosure.tsx';
import { columnIds, columnNames } from './board-columns.ts';
import { type BoardView, boardHref, withColumn } from './board-view.ts';
import { UrlCheckbox } from './url-checkbox.tsx';

/** Which columns the board has; the one that it is ordered by stays. */
export function ColumnPicker({ slug, view }: { slug: string; view: BoardView }) {
  return (
    <Disclosure label="Columns" icon={<Columns3 aria-hidden="true" className="size-4" />}>
      <ul className="space-y-0.5">
        {columnIds.map((id) => {
          const next = withColumn(view, id);
          return (
            <li key={id}>
              <UrlCheckbox
                labelled
                label={columnNames[id]}
                checked={view.columns.includes(id)}
                href={next && boardHref(slug, next)}
              />
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}
