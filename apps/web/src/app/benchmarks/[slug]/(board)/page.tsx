import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ClosedNotice } from '../../../../features/benchmark/components/closed-notice.tsx';
import { BoardSection } from '../../../../features/board/components/board-section.tsx';
import { futureAsOf, shownView } from '../../../../features/board/lib/board-date.ts';
import { parseBoardView, selectingOnly } from '../../../../features/board/lib/board-view.ts';
import { invalidFilters } from '../../../../features/board/lib/invalid-filters.ts';
import {
  boardEntries,
  readBenchmark,
  readBoard,
  readSelected,
} from '../../../../features/board/server/read-board.ts';
import { ReportedSection } from '../../../../features/reported/components/reported-section.tsx';
import { ApiUnavailableNotice } from '../../../../ui/api-unavailable.tsx';

type Props = PageProps<'/benchmarks/[slug]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const result = await readBenchmark((await params).slug);
  if (!result.ok || result.data.benchmark === null) return {};
  return { title: result.data.benchmark.name, description: result.data.benchmark.summary };
}

export default async function BenchmarkPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const parameters = await searchParams;
  const requested = parseBoardView(parameters);
  const [result, board] = await Promise.all([readBenchmark(slug), readBoard(slug, requested)]);
  if (!result.ok || !board.ok) return <ApiUnavailableNotice />;
  const { benchmark } = result.data;
  if (benchmark === null || board.data === null) notFound();
  const { revision } = board.data;
  const shown = shownView(requested, revision);
  const selected = await readSelected(slug, shown, boardEntries(board.data));
  return (
    <>
      {benchmark.closedReason === null ? null : <ClosedNotice reason={benchmark.closedReason} />}
      {benchmark.closedReason !== null && benchmark.entryCount === 0 ? null : (
        <BoardSection
          benchmark={benchmark}
          board={board.data}
          view={selectingOnly(shown, selected)}
          selected={selected}
          futureAsOf={futureAsOf(requested, revision)}
          invalid={invalidFilters(parameters)}
        />
      )}
      <ReportedSection slug={slug} />
    </>
  );
}
