import { type ReactNode, useId } from 'react';

/** A titled card. */
export function Panel({
  title,
  className = '',
  children,
}: {
  title: string;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`card p-4 sm:p-5 ${className}`}>
      <h2 id={id} className="mb-3 font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}
