'use client';

import Link from 'next/link';
import type { ReactNode, Ref } from 'react';
import { useStep } from '../lib/use-step.ts';
import type { ViewStep } from '../lib/view-step.ts';

interface Props {
  readonly step: ViewStep;
  readonly how?: 'push' | 'replace';
  readonly label?: string;
  readonly title?: string;
  readonly className: string;
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly onStep?: () => void;
  readonly children: ReactNode;
}

/** A link that takes a step. It is marked `data-pending` until the page has followed. */
export function StepLink({ step, how = 'replace', label, title, className, ref, onStep, children }: Props) {
  const { href, pending, take } = useStep(step, how);
  return (
    <Link
      href={href}
      ref={ref}
      scroll={false}
      prefetch={false}
      aria-label={label}
      title={title}
      data-pending={pending || undefined}
      onNavigate={(event) => {
        event.preventDefault();
        onStep?.();
        take();
      }}
      className={className}
    >
      {children}
    </Link>
  );
}
