'use client';

import { quadtree } from 'd3-quadtree';
import { select } from 'd3-selection';
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { Minus, Plus, RotateCcw } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { classColour, mapX, mapY, paintMap } from '../lib/map-painter.ts';
import type { MapPoint } from '../lib/map-points.ts';
import { isArrow, nearest, nextPoint } from '../lib/next-point.ts';
import { PointCard } from './point-card.tsx';

interface Props {
  readonly points: readonly MapPoint[];
  readonly classNames: readonly string[];
}

/** How near a pointer must come, in CSS pixels; a finger hides what it means. */
const reach = 14;
const fingerReach = 24;
const deepest = 24;
const middle = { x: 0.5, y: 0.5 };

/** The map of the test images: zoom with wheel, fingers or buttons; point, tap or go by arrow keys to a dot to see its image. */
export default function ImageMapCanvas({ points, classNames }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown>>(null);
  const [side, setSide] = useState(0);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed, setPointed] = useState<MapPoint | null>(null);

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
      .on('zoom', (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
        setTransform(event.transform);
        if (event.sourceEvent) setPointed(null);
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

  const pointAt = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [left, top] = transform.invert([event.clientX - box.left, event.clientY - box.top]);
    const near = event.pointerType === 'touch' ? fingerReach : reach;
    setPointed(tree.find(left, top, near / transform.k) ?? null);
  };

  const goByKey = (event: KeyboardEvent<HTMLCanvasElement>) => {
    if (event.key === 'Escape') setPointed(null);
    if (!isArrow(event.key)) return;
    // The page must not scroll away meanwhile.
    event.preventDefault();
    const next = pointed ? nextPoint(points, pointed, event.key) : nearest(points, middle);
    if (next === null) return;
    setPointed(next);
    const [x, y] = [mapX(next, side), mapY(next, side)];
    if (!inside(transform.apply([x, y]), side))
      behaviour.current?.translateTo(select(event.currentTarget), x, y);
  };

  const zoomBy = (factor: number) => {
    if (canvas.current) behaviour.current?.scaleBy(select(canvas.current), factor);
  };
  const reset = () => {
    if (canvas.current) behaviour.current?.transform(select(canvas.current), zoomIdentity);
  };

  const shown = transform.apply(pointed ? [mapX(pointed, side), mapY(pointed, side)] : [0, 0]);

  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <select
          aria-label="Highlight class"
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
          <MapButton label="Reset view" onPress={reset} icon={<RotateCcw className="size-4" />} />
        </span>
      </div>
      <div className="relative overflow-clip rounded-md border border-line bg-sunken">
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: else a screen reader keeps the arrow keys for itself */}
        <canvas
          ref={canvas}
          role="application"
          tabIndex={0}
          aria-label={`Map of ${points.length} test images in ${classNames.length} classes; use the arrow keys to move between images`}
          className="block aspect-square w-full cursor-crosshair touch-pan-y"
          onPointerMove={pointAt}
          onPointerDown={pointAt}
          onPointerLeave={(event) => {
            // A finger leaves when it is lifted, which is when its image is looked at.
            if (event.pointerType !== 'touch') setPointed(null);
          }}
          onKeyDown={goByKey}
          onBlur={() => setPointed(null)}
        />
        {pointed && inside(shown, side) ? (
          <PointCard point={pointed} x={shown[0]} y={shown[1]} side={side} classNames={classNames} />
        ) : null}
      </div>
      <p role="status" className="sr-only">
        {pointed
          ? `${classNames[pointed.classIndex]}, cluster ${pointed.cluster}, image ${pointed.image}`
          : ''}
      </p>
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

const inside = ([x, y]: [number, number], side: number): boolean =>
  Math.min(x, y) >= 0 && Math.max(x, y) <= side;

function MapButton({ label, icon, onPress }: { label: string; icon: React.ReactNode; onPress: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onPress} className="button size-9 px-0">
      {icon}
    </button>
  );
}
