import { metricDisplay } from '../figures/metrics.ts';
import { QueryProvider } from '../site/query-provider.tsx';
import { BoardPager } from './board-pager.tsx';
import { BoardSearch } from './board-search.tsx';
import { BoardTable } from './board-table.tsx';
import type { BoardView } from './board-view.ts';
import { EmptyBoard } from './empty-board.tsx';
import { EvaluationNotice } from './evaluation-notice.tsx';
import { OrderLinks } from './order-links.tsx';
import type { Benchmark, Board } from './read-board.ts';

interface Props {
  readonly benchmark: Benchmark;
  readonly board: Board;
  readonly view: BoardView;
}

/** A benchmark's board with all that steers it. */
export function BoardSection({ benchmark, board, view }: Props) {
  const { slug, name, entryCount, pendingCount, dataset } = benchmark;
  const { edges, pageInfo, totalCount } = board;
  const entries = edges.map(({ node }) => node);
  return (
    <section aria-label="Leaderboard">
      <div className="mb-3 flex flex-col gap-3 sm:flex-row sm:items-center sm:gap-5">
        <BoardSearch slug={slug} view={view} />
        <p className="text-sm whitespace-nowrap text-ink-faint tabular-nums max-sm:hidden">
          {totalCount} {totalCount === 1 ? 'entry' : 'entries'}
        </p>
        <div className="sm:ml-auto">
          <QueryProvider>
            <EvaluationNotice slug={slug} shown={{ entryCount, pendingCount }} />
          </QueryProvider>
        </div>
        <OrderLinks slug={slug} view={view} />
      </div>
      <div className="card overflow-hidden">
        {entries.length === 0 ? (
          <EmptyBoard slug={slug} search={view.search} pending={pendingCount} />
        ) : (
          <BoardTable
            slug={slug}
            view={view}
            entries={entries}
            classes={dataset.classNames.length}
            caption={`${name}: encoders by ${metricDisplay[view.metric].name}, ${view.direction === 'DESC' ? 'best' : 'lowest'} first`}
          />
        )}
      </div>
      <div className="mt-4 flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
        {entries.length === 0 ? null : <Legend />}
        <BoardPager slug={slug} view={view} pageInfo={pageInfo} />
      </div>
    </section>
  );
}

function Legend() {
  return (
    <p className="max-w-2xl text-xs leading-relaxed text-ink-faint">
      Mean ± standard deviation over seeds, on test images. The bars run from 0 to the best possible value;
      the thick part spans one deviation to each side.
    </p>
  );
}
