import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly problem: { readonly code: string; readonly message: string; readonly advice: string };
  readonly children?: ReactNode;
}

/** An expected failure: what happened, what to do next, and its code for those who report it. */
export function ProblemNotice({ title, problem, children }: Props) {
  return (
    <section role="alert" className="rounded-lg border border-bad/40 bg-bad-soft p-4 sm:p-5">
      <h2 className="flex items-center gap-2 font-semibold text-bad">
        <TriangleAlert aria-hidden="true" className="size-5 shrink-0" />
        {title}
      </h2>
      <p className="mt-2 leading-relaxed break-words">{problem.message}</p>
      <p className="mt-1 leading-relaxed break-words text-ink-soft">{problem.advice}</p>
      <p className="mt-3 font-mono text-xs text-ink-soft">{problem.code}</p>
      {children}
    </section>
  );
}
