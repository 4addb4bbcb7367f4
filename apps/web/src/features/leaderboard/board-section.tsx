import type { Route } from 'next';
import Link from 'next/link';
import { formatWhole } from '../figures/format.ts';
import { BenchmarkTabs } from './benchmark-tabs.tsx';
import { boardModel } from './board-model.ts';
import { BoardPager } from './board-pager.tsx';
import { BoardSearch } from './board-search.tsx';
import { BoardTable } from './board-table.tsx';
import { type BoardView, boardHref } from './board-view.ts';
import { ColumnPicker } from './column-picker.tsx';
import { CompareBar } from './compare-bar.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { EvaluationNotice } from './evaluation-notice.tsx';
import { ExportLinks } from './export-links.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { OrderChoice } from './order-choice.tsx';
import { describeOrder, orderOptions } from './order-options.ts';
import type { Benchmark, Board, BoardEntry } from './read-board.ts';
import { ViewNotice } from './view-notice.tsx';

interface Props {
  readonly benchmark: Benchmark;
  readonly board: Board;
  readonly view: BoardView;
  /** Entries that are pinned or chosen, on whatever page of the board they stand. */
  readonly kept: readonly BoardEntry[];
}

/** A benchmark's board with all that steers it. */
export function BoardSection({ benchmark, board, view, kept }: Props) {
  const { slug, name, entryCount, pendingCount, dataset } = benchmark;
  const { edges, pageInfo, totalCount } = board;
  const page = edges.map(({ node }) => node);
  const pins = kept.filter(({ entryId }) => view.pins.includes(entryId));
  const { columns, pinned, entries } = boardModel(view, page, pins);
  const orders = orderOptions(slug, view);
  const empty = page.length === 0;
  return (
    <section aria-label="Leaderboard">
      <div className="mb-4 border-b border-line">
        <BenchmarkTabs slug={slug} current="board" />
      </div>
      <div className="mb-3 flex flex-col gap-3 sm:flex-row sm:items-center sm:gap-4">
        <BoardSearch slug={slug} view={view} />
        <p className="text-sm whitespace-nowrap text-ink-faint tabular-nums max-sm:hidden">
          {formatWhole(totalCount)} {totalCount === 1 ? 'entry' : 'entries'}
        </p>
        <div className="sm:ml-auto">
          <EvaluationNotice slug={slug} shown={{ entryCount, pendingCount }} />
        </div>
        <div className="relative flex gap-3">
          <FilterPanel slug={slug} view={view} />
          <ColumnPicker slug={slug} view={view} />
        </div>
        <OrderChoice current={orders[0]?.href ?? ''} options={orders} />
      </div>
      <ViewNotice slug={slug} view={view} />
      <div className="card overflow-clip">
        {empty ? <EmptyBoard slug={slug} view={view} pending={pendingCount} /> : null}
        {empty && pinned.length === 0 ? null : (
          <BoardTable
            {...{ slug, view, columns, pinned, entries }}
            classes={dataset.classNames.length}
            caption={`${name}: encoders by ${describeOrder(view.order, view.direction)}`}
          />
        )}
      </div>
      <div className="mt-4 flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between">
        {empty ? null : (
          <div className="max-w-2xl space-y-1 text-xs leading-relaxed text-ink-faint">
            <Legend href={boardHref(slug, { ...view, asOf: String(board.revision) })} />
            <ExportLinks slug={slug} revision={board.revision} />
          </div>
        )}
        <BoardPager slug={slug} view={view} pageInfo={pageInfo} />
      </div>
      <CompareBar
        slug={slug}
        view={view}
        chosen={kept.filter(({ entryId }) => view.compare.includes(entryId))}
      />
    </section>
  );
}

function Legend({ href }: { href: Route }) {
  return (
    <>
      <p>
        Mean ± standard deviation over seeds, on test images. The bars run from 0 to the best possible value;
        their thick part is the 95% interval over images and seeds. Below a rank stand the ranks that the data
        leave open: encoders that cannot be told apart share them.
      </p>
      <p>
        <Link href={href} className="prose-link">
          Permanent link to this state of the board
        </Link>
      </p>
    </>
  );
}
