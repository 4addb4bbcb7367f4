import { type Axis, linearAxis, logAxis } from './axis.ts';
import { labelSide, Plot, placed } from './plot.tsx';
import { PlotLine } from './plot-line.tsx';
import { SeriesMark, seriesStyle } from './series.tsx';

export interface LineSeries {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly detail: string }[];
}

interface Props {
  readonly x: { readonly name: string; readonly format: (value: number) => string };
  readonly y: { readonly name: string; readonly minSpan: number };
  readonly series: readonly LineSeries[];
  /** Where the result itself stands on the horizontal axis, if it is the same for all. */
  readonly marked?: { readonly x: number; readonly label: string };
}

/** Lines over a logarithmic axis, with a mark for every point that tells its numbers. */
export function LinePlot({ x, y, series, marked }: Props) {
  const all = series.flatMap(({ points }) => points);
  const across = logAxis(
    x.name,
    all.map((point) => point.x),
    x.format,
  );
  const along = linearAxis(
    y.name,
    all.map((point) => point.y),
    { format: String, minSpan: y.minSpan },
  );
  return (
    <>
      <Plot x={across} y={along}>
        {marked ? <Marker axis={across} {...marked} /> : null}
        {series.map(({ name, points }, index) => (
          <PlotLine
            key={name}
            points={points.map((point) => ({ x: across.place(point.x), y: along.place(point.y) }))}
            className={seriesStyle(index).text}
            dashes={seriesStyle(index).dashes}
          />
        ))}
        {series.map(({ name, points }, index) =>
          points.map((point) => {
            const place = { x: across.place(point.x), y: along.place(point.y) };
            return (
              <span
                key={`${name} ${point.x}`}
                aria-hidden="true"
                style={placed(place.x, place.y)}
                className={`plot-mark ${labelSide(place.x, place.y)}`}
                data-label={`${name}: ${point.detail}`}
              >
                <SeriesMark index={index} className="size-2.5" />
              </span>
            );
          }),
        )}
      </Plot>
      {series.length > 1 ? (
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
          {series.map(({ name }, index) => (
            <li key={name} className="flex min-w-0 items-center gap-1.5">
              <SeriesMark index={index} className="size-2.5" />
              <span className="truncate">{name}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Marker({ axis, x, label }: { axis: Axis; x: number; label: string }) {
  const at = axis.place(x);
  return (
    <span
      className="absolute inset-y-0 border-l border-dashed border-line-strong"
      style={{ left: `${100 * at}%` }}
    >
      <span className={`absolute top-0 whitespace-nowrap px-1 ${at > 0.6 ? 'right-0' : 'left-0'}`}>
        {label}
      </span>
    </span>
  );
}
