import type { MapPoint } from '../lib/map-points.ts';

interface Props {
  readonly point: MapPoint;
  /** Where it stands on the map, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** Of the map. */
  readonly side: number;
  readonly classNames: readonly string[];
}

/** A ring around a point of the map, and its image where there is room. */
export function PointCard({ point, x, y, side, classNames }: Props) {
  return (
    <>
      <span
        className="pointer-events-none absolute size-3.5 -translate-1/2 rounded-full border-2 border-ink"
        style={{ left: x, top: y }}
      />
      <div
        className="card pointer-events-none absolute z-10 w-28 p-2 text-xs shadow-raised"
        style={{
          left: Math.min(Math.max(0, x - 56), Math.max(0, side - 112)),
          ...(y > side / 2 ? { bottom: side - y + 10 } : { top: y + 10 }),
        }}
      >
        {point.url ? (
          // biome-ignore lint/performance/noImgElement: as small as it is shown
          <img
            src={point.url}
            alt=""
            className="mb-1.5 aspect-square w-full rounded-sm bg-sunken object-contain [image-rendering:pixelated]"
          />
        ) : null}
        <p className="truncate font-medium">{classNames[point.classIndex]}</p>
        <p className="text-ink-faint tabular-nums">
          cluster {point.cluster}, image {point.image}
        </p>
      </div>
    </>
  );
}
