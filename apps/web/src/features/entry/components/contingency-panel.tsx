import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { formatWhole } from '../../formatting/format.ts';
import type { Contingency } from '../server/read-views.ts';

/** Beyond this, cells are too small for their counts. */
const maxCounted = 16;

interface Props {
  readonly contingency: Contingency;
  readonly classNames: readonly string[];
}

/** Counts by class and cluster as a heat map, each cell against its class. */
export function ContingencyPanel({ contingency, classNames }: Props) {
  const { cells, columns, columnCount, cellCount, seed } = contingency;
  const small = classNames.length <= maxCounted && columnCount <= 2 * maxCounted;
  const partly = columns.length < columnCount || cells.length < cellCount;
  return (
    <FigureFrame
      title="Classes and clusters"
      note={`Test images by class (rows) and cluster (columns), in the run with the median accuracy (seed ${seed}). Columns are ordered by matched class, so agreement lies on the diagonal. Darker cells hold a larger share of the class.${partly ? ' Only the largest counts are shown.' : ''}`}
      table={
        <DataTable
          caption="Counts by class and cluster, largest first"
          columns={['Class', 'Cluster', 'Matched to', 'Images']}
          rows={cells.slice(0, 500).map(({ row, column, count }) => ({
            key: `${row} ${column}`,
            cells: [
              classNames[row] ?? row,
              columns[column]?.cluster ?? '–',
              columns[column]?.class.name ?? '–',
              formatWhole(count),
            ],
          }))}
        />
      }
    >
      {small ? (
        <CountedMap contingency={contingency} classNames={classNames} />
      ) : (
        <DenseMap contingency={contingency} classNames={classNames} />
      )}
    </FigureFrame>
  );
}

/** Images of each class in all clusters that are shown. */
function rowTotals({ cells }: Contingency): Map<number, number> {
  const totals = new Map<number, number>();
  for (const { row, count } of cells) totals.set(row, (totals.get(row) ?? 0) + count);
  return totals;
}

/** The colour of a share of a class; never so strong that the count on it could not be read. */
const shade = (share: number) => `color-mix(in oklab, var(--accent) ${Math.round(50 * share)}%, transparent)`;

function CountedMap({ contingency, classNames }: Props) {
  const { cells, columns } = contingency;
  const totals = rowTotals(contingency);
  const counts = new Map(cells.map(({ row, column, count }) => [`${row} ${column}`, count]));
  return (
    <ScrollRegion label="Classes and clusters, as a heat map">
      <table className="w-full border-separate border-spacing-px text-xs tabular-nums">
        <caption className="sr-only">Test images by class and cluster</caption>
        <thead className="text-ink-faint">
          <tr>
            <td />
            {columns.map(({ cluster, class: matched }) => (
              <th key={cluster} scope="col" className="min-w-7 align-bottom font-normal">
                <span className="sr-only">Cluster {cluster}, matched to </span>
                <span className="inline-block max-h-20 rotate-180 truncate py-0.5 [writing-mode:vertical-rl]">
                  {matched.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classNames.map((name, row) => (
            <tr key={name}>
              <th scope="row" className="max-w-28 truncate pr-2 text-left font-normal text-ink-soft">
                {name}
              </th>
              {columns.map(({ cluster, class: matched }, column) => {
                const count = counts.get(`${row} ${column}`) ?? 0;
                const share = count / Math.max(1, totals.get(row) ?? 0);
                return (
                  <td
                    key={cluster}
                    style={{ backgroundColor: shade(share) }}
                    className={`heat-cell ${count === 0 ? 'text-transparent' : ''} ${matched.index === row ? 'outline outline-1 -outline-offset-1 outline-line-strong' : ''}`}
                  >
                    {count}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function DenseMap({ contingency, classNames }: Props) {
  const { cells, columns } = contingency;
  const totals = rowTotals(contingency);
  return (
    <svg
      role="img"
      aria-label={`Heat map of ${classNames.length} classes against ${columns.length} clusters`}
      viewBox={`0 0 ${Math.max(1, columns.length)} ${classNames.length}`}
      preserveAspectRatio="none"
      className="aspect-square max-h-160 w-full rounded-sm bg-sunken"
    >
      {cells
        .filter(({ column }) => column < columns.length)
        .map(({ row, column, count }) => (
          <rect
            key={`${row} ${column}`}
            x={column}
            y={row}
            width="1"
            height="1"
            className="fill-accent"
            fillOpacity={Math.min(1, count / Math.max(1, totals.get(row) ?? 0))}
          >
            <title>{`${classNames[row]} in cluster ${columns[column]?.cluster}: ${count}`}</title>
          </rect>
        ))}
    </svg>
  );
}
