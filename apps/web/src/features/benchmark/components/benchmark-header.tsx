import { DescriptionList, Fact } from '../../../ui/description-list.tsx';
import { Timestamp } from '../../../ui/timestamp.tsx';
import type { Benchmark } from '../../board/server/read-board.ts';
import { formatWhole } from '../../formatting/format.ts';
import { imageFormat } from '../lib/image-format.ts';
import { SampleGrid } from './sample-grid.tsx';

/** Above a board: what the benchmark is, how its images look and how scores come about. */
export function BenchmarkHeader({ benchmark }: { benchmark: Benchmark }) {
  const { dataset, protocol } = benchmark;
  return (
    <header className="grid grid-cols-1 gap-8 pt-10 pb-8 lg:grid-cols-2 lg:gap-12">
      <div>
        <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">{benchmark.name}</h1>
        <p className="mt-3 leading-relaxed text-ink-soft">{benchmark.summary}</p>
        <p className="mt-2 leading-relaxed text-ink-soft">{dataset.description}</p>
        <p className="mt-4 text-sm text-ink-faint">
          Data:{' '}
          <a href={dataset.homepage} className="prose-link" rel="noreferrer">
            {dataset.name}
          </a>
          , {dataset.licence}.
          {benchmark.entryCount > 0 ? (
            <>
              {' '}
              Last updated <Timestamp at={benchmark.changedAt} />.
            </>
          ) : null}
        </p>
      </div>
      <div>
        <SampleGrid dataset={dataset} />
        <div className="mt-4 grid gap-x-8 sm:grid-cols-2 max-sm:[&>dl+dl]:border-t max-sm:[&>dl+dl]:border-line">
          <DescriptionList>
            <Fact term="Images">{imageFormat(dataset)}</Fact>
            <Fact term="Train and test">
              {formatWhole(dataset.trainCount)} + {formatWhole(dataset.testCount)}
            </Fact>
          </DescriptionList>
          <DescriptionList>
            <Fact term="Classes and clusters">
              {formatWhole(dataset.classNames.length || benchmark.clusters)} and{' '}
              {formatWhole(benchmark.clusters)}
            </Fact>
            <Fact term="Protocol">
              <abbr title={protocol.summary} className="decoration-line-strong">
                {protocol.name}
              </abbr>
              , {protocol.seeds.length} seeds
            </Fact>
          </DescriptionList>
        </div>
      </div>
    </header>
  );
}
