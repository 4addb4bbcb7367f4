'use client';

import { orderOptions } from '../lib/order-options.ts';
import { useNewestView } from './optimistic-board-view.tsx';

/** The ways to order a board, for screens too narrow to show every column's header. */
export function OrderChoice() {
  const { view, turnTo } = useNewestView();
  const options = orderOptions(view);
  return (
    <select
      aria-label="Order by"
      value={options[0]?.label}
      onChange={(event) => {
        const chosen = options.find(({ label }) => label === event.target.value);
        if (chosen) turnTo(chosen.view, 'push');
      }}
      className="input truncate sm:w-64 sm:min-w-0 xl:hidden"
    >
      {options.map(({ label }) => (
        <option key={label}>{label}</option>
      ))}
    </select>
  );
}
