import Link from 'next/link';
import { Panel } from '../../../ui/panel.tsx';
import { Timestamp } from '../../../ui/timestamp.tsx';
import { boardHref } from '../../board/lib/board-view.ts';
import type { Views } from '../server/read-views.ts';

type Change = Views['rankHistory']['edges'][number]['node'];

const reasonTexts: Readonly<Record<Change['reason'], (cause: string) => string>> = {
  ENTERED: () => 'Entered the leaderboard',
  RESCORED: () => 'Re-evaluated',
  WITHDRAWN: () => 'Withdrawn',
  OTHER_PUBLISHED_ABOVE: (cause) => `${cause} entered the leaderboard above it`,
  OTHER_RESCORED_ABOVE: (cause) => `${cause} was re-evaluated and moved ahead`,
  OTHER_RESCORED_BELOW: (cause) => `${cause} was re-evaluated and fell behind`,
  OTHER_WITHDRAWN: (cause) => `${cause} was withdrawn`,
};

const rankChange = ({ rankBefore, rankAfter }: Change): string => {
  if (rankAfter === null) return `was rank ${rankBefore}`;
  if (rankBefore === null || rankBefore === rankAfter) return `rank ${rankAfter}`;
  return `${rankBefore} → ${rankAfter}`;
};

/** Why the entry stands where it does, newest first. */
export function HistoryPanel({ slug, changes }: { slug: string; changes: readonly Change[] }) {
  return (
    <Panel title="Rank history">
      <ol className="divide-y divide-line text-sm">
        {changes.map((change) => (
          <li
            key={`${change.revision} ${change.reason}`}
            className="flex items-baseline justify-between gap-4 py-2"
          >
            <span className="min-w-0">
              {reasonTexts[change.reason](change.cause.encoder.name)}{' '}
              <Link
                href={boardHref(slug, { asOf: String(change.revision) })}
                prefetch={false}
                className="text-xs text-ink-soft underline decoration-mark underline-offset-3 hover:text-ink"
              >
                <Timestamp at={change.at} />
              </Link>
            </span>
            <span className="font-medium whitespace-nowrap tabular-nums">{rankChange(change)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
