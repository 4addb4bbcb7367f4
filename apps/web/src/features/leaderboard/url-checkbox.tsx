'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';

interface Props {
  readonly label: string;
  readonly checked: boolean;
  /** Where the other state is; null when it cannot be had now. */
  readonly href: Route | null;
  /** Shown beside it, on one line; without it only assistive technology is told. */
  readonly labelled?: boolean;
}

/** A checkbox whose state is part of the page's address. It answers at once, the page follows. */
export function UrlCheckbox({ label, checked, href, labelled = false }: Props) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(checked);
  const box = (
    <input
      type="checkbox"
      {...(labelled ? {} : { 'aria-label': label, title: label })}
      checked={shown}
      disabled={href === null}
      onChange={() =>
        startTransition(() => {
          show(!shown);
          if (href) router.replace(href, { scroll: false });
        })
      }
      className="m-1 size-4 accent-accent not-disabled:cursor-pointer disabled:opacity-40"
    />
  );
  if (!labelled) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is in it, as a variable
    <label className="flex items-center gap-2.5 rounded px-2 py-1.5 text-sm whitespace-nowrap hover:bg-sunken">
      {box}
      {label}
    </label>
  );
}
