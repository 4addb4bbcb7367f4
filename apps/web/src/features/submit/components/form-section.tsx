import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** A part of a form under its own heading. */
export function FormSection({ title, note, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-6">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {note ? <p className="mt-1 text-sm text-ink-faint">{note}</p> : null}
      <div className="mt-4 space-y-5">{children}</div>
    </section>
  );
}
