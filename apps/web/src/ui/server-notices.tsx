import { TriangleAlert } from 'lucide-react';
import { SoftRefresh } from './soft-refresh.tsx';

interface Props {
  readonly notices: readonly { readonly code: string; readonly message: string; readonly advice: string }[];
}

const refreshMilliseconds = 10_000;

/** What the server cannot do at the moment, on every page, until it can. */
export function ServerNotices({ notices }: Props) {
  if (notices.length === 0) return null;
  return (
    <section aria-label="Server status" role="status" className="border-b border-line bg-wait-soft">
      <SoftRefresh milliseconds={refreshMilliseconds} />
      <ul className="page py-3 text-sm leading-relaxed">
        {notices.map(({ code, message, advice }) => (
          <li key={`${code} ${message}`} className="flex gap-2">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-wait" />
            <span>
              {message} <span className="text-ink-soft">{advice}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
