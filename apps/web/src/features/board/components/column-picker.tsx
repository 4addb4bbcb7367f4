import { Columns3 } from 'lucide-react';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { columnIds, columnName } from '../lib/board-columns.ts';
import { UrlCheckbox } from './url-checkbox.tsx';

/** Which columns the board has; the one that it is ordered by stays. */
export function ColumnPicker() {
  return (
    <Disclosure label="Columns" icon={<Columns3 aria-hidden="true" className="size-4" />}>
      <ul className="space-y-0.5">
        {columnIds.map((column) => (
          <li key={column}>
            <UrlCheckbox labelled label={columnName(column)} step={{ change: 'column', column }} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
