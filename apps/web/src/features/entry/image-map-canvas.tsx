'use client';

import { quadtree } from 'd3-quadtree';
import { select } from 'd3-selection';
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { Minus, Plus, RotateCcw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { classColour, mapX, mapY, paintMap } from './map-painter.ts';
import type { MapPoint } from './map-points.ts';

interface Props {
  readonly points: readonly MapPoint[];
  readonly classNames: readonly string[];
}

interface Pointed {
  readonly point: MapPoint;
  readonly x: number;
  readonly y: number;
}

/** How near a pointer must come, in CSS pixels. */
const reach = 14;
const deepest = 24;

/** The map of the test images: zoom with wheel, fingers or buttons, point at a dot to see its image. */
export default function ImageMapCanvas({ points, classNames }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown>>(null);
  const [side, setSide] = useState(0);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setSide(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!element || side === 0) return;
    const zooming = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1, deepest])
      .translateExtent([
        [0, 0],
        [side, side],
      ])
      .on('zoom', (event: { transform: ZoomTransform }) => {
        setTransform(event.transform);
        setPointed(null);
      });
    behaviour.current = zooming;
    const selection = select(element);
    selection.call(zooming);
    return () => void selection.on('.zoom', null);
  }, [side]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || side === 0) return;
    const pixels = Math.round(side * Math.min(3, devicePixelRatio));
    if (element.width !== pixels) {
      element.width = pixels;
      element.height = pixels;
    }
    paintMap({ context, side, transform, points, chosen });
  }, [side, transform, points, chosen]);

  const tree = useMemo(
    () =>
      quadtree<MapPoint>(
        [...points],
        (point) => mapX(point, side),
        (point) => mapY(point, side),
      ),
    [points, side],
  );

  const pointAt = (x: number, y: number) => {
    const [left, top] = transform.invert([x, y]);
    const point = tree.find(left, top, reach / transform.k);
    setPointed(
      point
        ? { point, x: transform.applyX(mapX(point, side)), y: transform.applyY(mapY(point, side)) }
        : null,
    );
  };

  const zoomBy = (factor: number) => {
    if (canvas.current) behaviour.current?.scaleBy(select(canvas.current), factor);
  };
  const reset = () => {
    if (canvas.current) behaviour.current?.transform(select(canvas.current), zoomIdentity);
  };

  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <select
          aria-label="Class to bring out"
          value={chosen ?? ''}
          onChange={(event) => setChosen(event.target.value === '' ? null : Number(event.target.value))}
          className="input h-9 w-auto max-w-48 py-0"
        >
          <option value="">All classes</option>
          {classNames.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
        <span className="ml-auto flex gap-1">
          <MapButton label="Zoom in" onPress={() => zoomBy(1.6)} icon={<Plus className="size-4" />} />
          <MapButton label="Zoom out" onPress={() => zoomBy(1 / 1.6)} icon={<Minus className="size-4" />} />
          <MapButton label="Show all" onPress={reset} icon={<RotateCcw className="size-4" />} />
        </span>
      </div>
      <div className="relative overflow-clip rounded-md border border-line bg-sunken">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Map of ${points.length} test images in ${classNames.length} classes`}
          className="block aspect-square w-full cursor-crosshair touch-pan-y"
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            pointAt(event.clientX - box.left, event.clientY - box.top);
          }}
          onPointerLeave={() => setPointed(null)}
        />
        {pointed ? <PointCard {...pointed} side={side} classNames={classNames} /> : null}
      </div>
      {classNames.length <= 10 ? (
        <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
          {classNames.map((name, index) => (
            <li key={name} className="flex items-center gap-1.5">
              <span
                aria-hidden="true"
                className="size-2.5 rounded-full"
                style={{ backgroundColor: classColour(index) }}
              />
              {name}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function MapButton({ label, icon, onPress }: { label: string; icon: React.ReactNode; onPress: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onPress} className="button size-9 px-0">
      {icon}
    </button>
  );
}

function PointCard({
  point,
  x,
  y,
  side,
  classNames,
}: Pointed & { side: number; classNames: Props['classNames'] }) {
  return (
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
  );
}
