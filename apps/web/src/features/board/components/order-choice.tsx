'use client';

import { orderOptions } from '../lib/order-options.ts';
import { useOptimisticBoardView } from './optimistic-board-view.tsx';

/** The ways to order a board, for screens too narrow to show every column's header. */
export function OrderChoice() {
  const { view, navigate } = useOptimisticBoardView();
  const options = orderOptions(view);
  return (
    <select
      aria-label="Order by"
      value={options[0]?.label}
      onChange={(event) => {
        const chosen = options.find(({ label }) => label === event.target.value);
        if (chosen) navigate(chosen.view, 'push');
      }}
      className="input truncate sm:w-64 sm:min-w-0 xl:hidden"
    >
      {options.map(({ label }) => (
        <option key={label}>{label}</option>
      ))}
    </select>
  );
}
