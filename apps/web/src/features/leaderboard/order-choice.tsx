'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';

interface Props {
  readonly current: string;
  readonly options: readonly { readonly label: string; readonly href: Route }[];
}

/** The ways to order a board, for screens too narrow to show every column's header. */
export function OrderChoice({ current, options }: Props) {
  const router = useRouter();
  return (
    <select
      aria-label="Order by"
      value={current}
      onChange={(event) => router.push(event.target.value as Route, { scroll: false })}
      className="input md:hidden"
    >
      {options.map(({ label, href }) => (
        <option key={href} value={href}>
          {label}
        </option>
      ))}
    </select>
  );
}
