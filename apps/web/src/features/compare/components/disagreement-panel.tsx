import { DataTable } from '../../../ui/charts/data-table.tsx';
import { percent } from '../../../ui/charts/plot.tsx';
import { SeriesMark, seriesStyle } from '../../../ui/charts/series.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { formatScore, formatWhole } from '../../formatting/format.ts';
import { type ClassSpread, classAccuracies, spreads } from '../lib/class-accuracy.ts';
import { onlyCorrect } from '../lib/only-correct.ts';
import type { ComparedEntry } from '../server/read-comparison.ts';
import type { Outcome } from '../server/read-disagreement.ts';

interface Props {
  readonly entries: readonly ComparedEntry[];
  readonly outcomes: readonly (Outcome | null)[];
}

const shownClasses = 8;
const shownImages = 24;

/** On which classes the entries differ, and images that only one of them finds. */
export function DisagreementPanel({ entries, outcomes }: Props) {
  const classNames = outcomes[0]?.benchmark.dataset.classNames ?? [];
  const accuracies = outcomes.map((outcome) =>
    outcome?.contingency ? classAccuracies(outcome.contingency, classNames.length) : null,
  );
  const known = accuracies.filter((values) => values !== null);
  const classes = known.length === entries.length ? spreads(known) : [];
  const images = onlyCorrect(outcomes);
  if (classes.length === 0 && images === null) return null;
  return (
    <Panel title="Where they disagree" className="mt-6">
      <p className="mb-4 max-w-3xl text-sm leading-relaxed text-ink-soft">
        Each entry’s run with the median accuracy. An image counts as correct if its cluster maps to its
        class.
      </p>
      {classes.length > 0 ? <Classes {...{ entries, classes, classNames }} /> : null}
      {images ? (
        <div className="mt-6 grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
          {entries.map(({ entryId, name }, index) => (
            <Images
              key={entryId}
              title={`Correct only in ${name}`}
              points={images[index] ?? []}
              classNames={classNames}
            />
          ))}
        </div>
      ) : null}
    </Panel>
  );
}

interface ClassesProps {
  readonly entries: readonly ComparedEntry[];
  readonly classes: readonly ClassSpread[];
  readonly classNames: readonly string[];
}

function Classes({ entries, classes, classNames }: ClassesProps) {
  return (
    <>
      <ul aria-label="Classes with the largest differences" className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
        {classes.slice(0, shownClasses).map(({ index, accuracies }) => (
          <li key={index}>
            <p className="text-sm font-medium">{classNames[index]}</p>
            <ul className="mt-1 space-y-1">
              {entries.map((entry, place) => {
                const value = accuracies[place] ?? 0;
                return (
                  <li
                    key={entry.entryId}
                    className="grid grid-cols-[0.75rem_minmax(0,1fr)_3.5rem] items-center gap-2 text-xs"
                  >
                    <SeriesMark index={place} className="size-2.5" />
                    <span className={`block h-1.5 rounded-sm bg-line ${seriesStyle(place).text}`}>
                      <span
                        className="block h-full rounded-sm bg-current"
                        style={{ width: percent(value) }}
                      />
                    </span>
                    <span className="text-right tabular-nums">
                      <span className="sr-only">{entry.name} </span>
                      {formatScore('ACC', value)}
                    </span>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
      <details className="mt-4 border-t border-line pt-3">
        <summary className="text-sm text-ink-soft hover:text-ink">Show all {classes.length} classes</summary>
        <ScrollRegion label="Accuracy by class, as a table" className="mt-3 max-h-96">
          <DataTable
            caption="Accuracy by class, largest differences first"
            columns={['Class', ...entries.map(({ name }) => name)]}
            rows={classes.map(({ index, accuracies }) => ({
              key: String(index),
              cells: [classNames[index] ?? index, ...accuracies.map((value) => formatScore('ACC', value))],
            }))}
          />
        </ScrollRegion>
      </details>
    </>
  );
}

interface ImagesProps {
  readonly title: string;
  readonly points: readonly { image: number; classIndex: number; url: string | null }[];
  readonly classNames: readonly string[];
}

function Images({ title, points, classNames }: ImagesProps) {
  return (
    <section aria-label={title}>
      <h3 className="text-sm font-medium wrap-anywhere">
        {title} <span className="font-normal text-ink-faint tabular-nums">{formatWhole(points.length)}</span>
      </h3>
      {points.length === 0 ? (
        <p className="mt-2 text-sm text-ink-faint">None of the sampled images.</p>
      ) : (
        <ul className="mt-2 grid grid-cols-8 gap-1 sm:grid-cols-12">
          {points.slice(0, shownImages).map(({ image, classIndex, url }) => (
            <li key={image} title={classNames[classIndex]}>
              {url ? (
                // biome-ignore lint/performance/noImgElement: thumbnails as small as they are shown
                <img
                  src={url}
                  alt={classNames[classIndex] ?? ''}
                  loading="lazy"
                  decoding="async"
                  className="thumbnail"
                />
              ) : (
                <span className="grid aspect-square place-items-center rounded-xs bg-sunken text-[0.6rem] text-ink-soft">
                  {classNames[classIndex]?.slice(0, 3)}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
