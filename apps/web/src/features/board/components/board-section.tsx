import type { Route } from 'next';
import Link from 'next/link';
import { BenchmarkTabs } from '../../benchmark/components/benchmark-tabs.tsx';
import { formatWhole } from '../../formatting/format.ts';
import { boardModel } from '../lib/board-model.ts';
import { type BoardView, boardHref, rankMetric, unscoredEntries } from '../lib/board-view.ts';
import { describeOrder } from '../lib/order-options.ts';
import { type Benchmark, type Board, type BoardEntry, boardEntries } from '../server/read-board.ts';
import { BoardPager } from './board-pager.tsx';
import { BoardSearch } from './board-search.tsx';
import { BoardTable } from './board-table.tsx';
import { ColumnPicker } from './column-picker.tsx';
import { CompareBar } from './compare-bar.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { EvaluationNotice } from './evaluation-notice.tsx';
import { ExportLinks } from './export-links.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { OptimisticBoardViewProvider } from './optimistic-board-view.tsx';
import { OrderChoice } from './order-choice.tsx';
import { ViewNotice } from './view-notice.tsx';

interface Props {
  readonly benchmark: Benchmark;
  readonly board: Board;
  readonly view: BoardView;
  /** Entries that are pinned or chosen, on whatever page of the board they stand. */
  readonly selected: readonly BoardEntry[];
  /** What the URL asks for and is passed over: a moment still to come, conditions that cannot be read. */
  readonly futureAsOf: string | null;
  readonly invalid: readonly string[];
}

/** What scrolls by itself keeps the header of its table from sticking: it does where text is very large. */
const tableFrame = 'card relative overflow-x-auto @min-[17rem]:overflow-clip';

/** A benchmark's board with all that steers it. */
export function BoardSection({ benchmark, board, view, selected, futureAsOf, invalid }: Props) {
  const { slug, name, entryCount, pendingCount, dataset } = benchmark;
  const { pageInfo, totalCount, revision } = board;
  const page = boardEntries(board);
  const pins = selected.filter(({ entryId }) => view.pins.includes(entryId));
  const { columns, pinned, entries } = boardModel(view, page, pins);
  const empty = page.length === 0;
  const unscored = unscoredEntries(view, { entryCount, totalCount });
  return (
    <OptimisticBoardViewProvider slug={slug} view={view}>
      <section aria-label="Leaderboard">
        <div className="mb-4 border-b border-line">
          <BenchmarkTabs slug={slug} current="board" />
        </div>
        <div className="mb-3 flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:items-center sm:gap-x-4">
          <BoardSearch slug={slug} view={view} />
          <p className="text-sm whitespace-nowrap text-ink-faint tabular-nums max-sm:hidden">
            {formatWhole(totalCount)} {totalCount === 1 ? 'entry' : 'entries'}
          </p>
          <div className="sm:ml-auto">
            <EvaluationNotice slug={slug} shown={{ entryCount, pendingCount }} />
          </div>
          <div className="relative flex flex-wrap gap-3">
            <FilterPanel slug={slug} view={view} />
            <ColumnPicker />
          </div>
          <OrderChoice />
        </div>
        <ViewNotice {...{ slug, view, revision, futureAsOf, invalid }} unscored={empty ? 0 : unscored} />
        <div className="@container">
          <div className={tableFrame}>
            {empty ? <EmptyBoard {...{ slug, view, unscored }} pending={pendingCount} /> : null}
            {empty && pinned.length === 0 ? null : (
              <BoardTable
                {...{ view, columns, pinned, entries }}
                classes={dataset.classNames.length}
                caption={`${name}: encoders by ${describeOrder(view.order, view.direction)}`}
              />
            )}
          </div>
        </div>
        <div className="mt-4 flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
          {empty ? null : (
            <div className="max-w-2xl space-y-1 text-xs leading-relaxed text-ink-faint">
              <Legend href={boardHref(slug, { ...view, asOf: String(revision) })} />
              <ExportLinks slug={slug} revision={revision} metric={rankMetric(view)} />
            </div>
          )}
          <BoardPager slug={slug} view={view} pageInfo={pageInfo} />
        </div>
        <CompareBar
          chosen={selected
            .filter(({ entryId }) => view.compare.includes(entryId))
            .map((entry) => ({ entryId: entry.entryId, name: entry.name }))}
        />
      </section>
    </OptimisticBoardViewProvider>
  );
}

function Legend({ href }: { href: Route }) {
  return (
    <>
      <p>
        Mean ± standard deviation across seeds, on test images. Bars run from 0 to the best possible value.
        The thick segment marks the 95% confidence interval (images and seeds). Encoders whose scores are
        statistically tied share a rank range, shown below the rank.
      </p>
      <p>
        <Link href={href} className="prose-link">
          Permanent link to this revision
        </Link>
      </p>
    </>
  );
}
