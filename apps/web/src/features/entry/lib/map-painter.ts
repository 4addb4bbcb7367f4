import type { ZoomTransform } from 'd3-zoom';
import type { MapPoint } from './map-points.ts';

/** After Okabe and Ito, between light and dark so that they stand out on both; further classes repeat them. */
const palette = [
  '#0f7fc4',
  '#d9791b',
  '#12a37c',
  '#c4609f',
  '#b8a512',
  '#4fb3e0',
  '#c8491b',
  '#7a6fd0',
  '#7d8a91',
  '#8c6d46',
];
const faint = 'rgb(128 134 140 / 0.28)';

export const classColour = (index: number): string => palette[index % palette.length] ?? faint;

interface Painting {
  readonly context: CanvasRenderingContext2D;
  /** Side of the square canvas in CSS pixels. */
  readonly side: number;
  readonly transform: ZoomTransform;
  readonly points: readonly MapPoint[];
  /** The class that alone has its colour; null for all. */
  readonly chosen: number | null;
}

/** Where a point stands on the canvas before zooming, in CSS pixels; a rim stays free. */
export const mapX = ({ x }: Pick<MapPoint, 'x'>, side: number): number => 12 + x * (side - 24);
export const mapY = ({ y }: Pick<MapPoint, 'y'>, side: number): number => 12 + (1 - y) * (side - 24);

/** Redraws the map, the chosen class above the others. */
export function paintMap({ context, side, transform, points, chosen }: Painting): void {
  const scale = context.canvas.width / side;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, side, side);
  const radius = Math.min(5, 2.2 * Math.sqrt(transform.k));
  const passes = chosen === null ? [points] : [points.filter(differs(chosen)), points.filter(is(chosen))];
  for (const pass of passes) {
    for (const point of pass) {
      context.fillStyle =
        chosen === null || point.classIndex === chosen ? classColour(point.classIndex) : faint;
      context.beginPath();
      context.arc(transform.applyX(mapX(point, side)), transform.applyY(mapY(point, side)), radius, 0, 7);
      context.fill();
    }
  }
}

const is = (index: number) => (point: MapPoint) => point.classIndex === index;
const differs = (index: number) => (point: MapPoint) => point.classIndex !== index;
