import type { Matrix } from '@clusterboard/clustering';
import { describe, expect, it } from 'vitest';
import { goldenDraws } from '../golden-draws.ts';
import { mapImages, mapNeighbours, mappedImages, maxMapped } from './image-map.ts';

const dim = 6;

/** Images of three blobs in turn. */
function blobs(rows: number): Matrix {
  const draw = goldenDraws(7);
  const data = Float32Array.from({ length: rows * dim }, (_, i) => {
    const [row, column] = [Math.floor(i / dim), i % dim];
    return (column === row % 3 ? 8 : 0) + draw();
  });
  return { data, rows, dim };
}

describe('a map of images', () => {
  it('puts near each other what is alike, within the unit square', async () => {
    const map = await mapImages(blobs(240));
    if (map === null) throw new Error('no map');
    expect(map.images).toEqual(Array.from({ length: 240 }, (_, image) => image));
    const places = map.images.map((image, i) => ({ blob: image % 3, x: map.x[i] ?? 0, y: map.y[i] ?? 0 }));
    const alike = places.filter((place) => {
      const [nearest] = places
        .filter((other) => other !== place)
        .sort((a, b) => Math.hypot(a.x - place.x, a.y - place.y) - Math.hypot(b.x - place.x, b.y - place.y));
      return nearest?.blob === place.blob;
    });
    expect(alike.length).toBeGreaterThan(235);
    for (const axis of [map.x, map.y]) {
      expect(Math.min(...axis)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...axis)).toBeLessThanOrEqual(1);
    }
    const extent = (axis: number[]) => Math.max(...axis) - Math.min(...axis);
    expect(Math.max(extent(map.x), extent(map.y))).toBe(1);
  });

  it('is the same each time and for any number of threads', async () => {
    expect(await mapImages(blobs(90), { threads: 1 })).toEqual(await mapImages(blobs(90), { threads: 2 }));
  });

  it('has a place for images that are all alike, and for one dimension', async () => {
    const same = await mapImages({ data: new Float32Array(40 * dim), rows: 40, dim });
    expect([...(same?.x ?? []), ...(same?.y ?? [])].every(Number.isFinite)).toBe(true);
    const line = await mapImages({ data: Float32Array.from({ length: 40 }, (_, i) => i), rows: 40, dim: 1 });
    expect(line?.images).toHaveLength(40);
  });

  it('is left out for too few images', async () => {
    expect(await mapImages(blobs(mapNeighbours))).toBeNull();
    expect((await mapImages(blobs(mapNeighbours + 1)))?.images).toHaveLength(mapNeighbours + 1);
  });

  it('takes the same images for every encoder, each once, in order', () => {
    const images = mappedImages(10_000);
    expect(images).toHaveLength(maxMapped);
    expect(new Set(images).size).toBe(maxMapped);
    expect([...images]).toEqual([...images].sort((a, b) => a - b));
    expect(images).toEqual(mappedImages(10_000));
    expect(images.filter((image) => image >= 5000).length).toBeGreaterThan(900);
  });

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    const map = mapImages(blobs(400), { signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(map).rejects.toMatchObject({ name: 'AbortError' });
  });
});
