import Link from 'next/link';
import { formatWhole } from '../../formatting/format.ts';
import { metricDisplay } from '../../scores/lib/metrics.ts';
import { isRevision } from '../lib/board-date.ts';
import { describeFilter, noFilter } from '../lib/board-filter.ts';
import { type BoardView, boardHref, rankMetric } from '../lib/board-view.ts';

interface Props {
  readonly slug: string;
  readonly view: BoardView;
  /** The last revision of the board that is shown. */
  readonly revision: number;
  /** The requested time if it is in the future. */
  readonly futureAsOf: string | null;
  /** Conditions of the URL that cannot be read. */
  readonly invalid: readonly string[];
  /** Entries of the board that have no score by its metric, if others do. */
  readonly unscored: number;
}

const linesApart = 'mb-3 space-y-1 rounded-md px-3 py-2 text-sm';

/** Says what a board leaves out, when it is not the one of today, and what of its URL it passes over. */
export function ViewNotice({ slug, view, revision, futureAsOf, invalid, unscored }: Props) {
  const conditions = describeFilter(view.filter);
  const passedOver = futureAsOf !== null || invalid.length > 0;
  return (
    <>
      {passedOver ? (
        <div className={`${linesApart} bg-wait-soft`}>
          {futureAsOf === null ? null : (
            <p>
              {isRevision(futureAsOf)
                ? `Revision ${futureAsOf} does not exist yet.`
                : `${futureAsOf} hasn’t ended yet (UTC).`}{' '}
              The latest is{' '}
              <Link
                href={boardHref(slug, { ...view, asOf: String(revision) })}
                scroll={false}
                className="prose-link"
              >
                revision {revision}
              </Link>
              .
            </p>
          )}
          {invalid.length === 0 ? null : (
            <p className="wrap-anywhere">
              Ignored because we couldn’t read it: {invalid.join(', ')}. Write counts as 50k or 5M and dates
              as 2026-11-23.
            </p>
          )}
        </div>
      ) : null}
      {unscored === 0 ? null : (
        <p className={`${linesApart} bg-wait-soft`}>
          Not listed: {formatWhole(unscored)} {unscored === 1 ? 'entry' : 'entries'} evaluated before{' '}
          {metricDisplay[rankMetric(view)].label} was added.
        </p>
      )}
      {conditions.length === 0 && view.asOf === null ? null : (
        <p className={`${linesApart} bg-accent-soft`}>
          {view.asOf ? `Showing the leaderboard ${describeAsOf(view.asOf)}. ` : ''}
          {conditions.length > 0 ? `Only entries ${conditions.join(', ')}. ` : ''}
          <Link
            href={boardHref(slug, { ...view, filter: noFilter, asOf: null, after: null, before: null })}
            scroll={false}
            className="prose-link"
          >
            {view.asOf ? 'Show the latest' : 'Show all entries'}
          </Link>
        </p>
      )}
    </>
  );
}

const describeAsOf = (asOf: string): string =>
  isRevision(asOf) ? `at revision ${asOf}` : `at the end of ${asOf} (UTC)`;
