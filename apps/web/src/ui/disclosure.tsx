'use client';

import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly icon: ReactNode;
  /** Told beside the label, such as how many filters are set. */
  readonly count?: number;
  readonly children: ReactNode;
}

/** A button that unfolds a small panel below it, on narrow screens as wide as the nearest positioned ancestor. Opens without any script; Escape, a click elsewhere, and a form or a link followed from it close it. */
export function Disclosure({ label, icon, count = 0, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        if (element.contains(document.activeElement)) element.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && element.contains(event.target)) return;
      element.open = false;
    };
    const closeBehind = (event: Event) => {
      const element = details.current;
      if (!element?.open || !(event.target instanceof Element && element.contains(event.target))) return;
      if (event.type === 'click' && event.target.closest('a') === null) return;
      element.open = false;
      element.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    document.addEventListener('submit', closeBehind);
    document.addEventListener('click', closeBehind);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
      document.removeEventListener('submit', closeBehind);
      document.removeEventListener('click', closeBehind);
    };
  }, []);
  return (
    <details ref={details} className="group sm:relative">
      <summary className="button list-none group-open:bg-sunken [&::-webkit-details-marker]:hidden">
        {icon}
        {label}
        {count > 0 ? (
          <span className="rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent tabular-nums">
            {count}
          </span>
        ) : null}
      </summary>
      <div className="card absolute inset-x-0 z-20 mt-1.5 p-2 shadow-raised sm:left-auto">{children}</div>
    </details>
  );
}
