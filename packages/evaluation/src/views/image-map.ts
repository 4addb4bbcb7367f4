import { applyPca, buildNeighbourIndex, fitPca, type Matrix } from '@clusterboard/clustering';
import { UMAP } from 'umap-js';
import { runCooperatively, type Steps } from '../cooperative.ts';
import { takeRows } from '../curves/every-nth-row.ts';
import { Random } from '../random.ts';

/** Some test images in two dimensions, near each other where their features are. */
export interface ImageMap {
  /** Indices of the images, rising. */
  readonly images: number[];
  /** In [0, 1], four digits; the wider of both axes fills it, the other is centred, distances keep their shape. */
  readonly x: number[];
  readonly y: number[];
}

/** Images on a map at most. */
export const maxMapped = 2000;
export const mapNeighbours = 15;
export const mapEpochs = 200;

const seedOfImages = 1802_03426;
/** Half of the start's wider axis, as in the reference implementation. */
const startExtent = 10;

/** Which test images stand on the map: the same ones for every encoder of a dataset. */
export function mappedImages(images: number): Int32Array {
  const order = Int32Array.from({ length: images }, (_, image) => image);
  Random.seeded(seedOfImages).shuffle(order);
  return order.slice(0, maxMapped).sort();
}

interface Plane {
  readonly x: number[];
  readonly y: number[];
}

/** Moves and scales both axes alike so that the wider one reaches from −extent to extent. */
function fitted({ x, y }: Plane, extent: number): Plane {
  const ends = [x, y].map((axis) => {
    const low = axis.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = axis.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return { middle: (low + high) / 2, half: (high - low) / 2 };
  });
  const half = Math.max(...ends.map((end) => end.half)) || 1;
  const moved = (axis: number[], middle = 0) => axis.map((value) => ((value - middle) / half) * extent);
  return { x: moved(x, ends[0]?.middle), y: moved(y, ends[1]?.middle) };
}

/** The first two principal components of the points. */
async function principalPlane(points: Matrix, limits: Limits): Promise<Plane> {
  const components = Math.min(2, points.dim);
  const { data } = await applyPca(await fitPca(points, { components, ...limits }), points, limits);
  const axis = (j: number) =>
    Array.from({ length: points.rows }, (_, i) =>
      j < components ? (data[i * components + j] as number) : 0,
    );
  return { x: axis(0), y: axis(1) };
}

function* optimise(umap: UMAP, epochs: number): Steps<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    yield;
  }
}

interface Limits {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/**
 * UMAP of at most {@link maxMapped} rows of `points` [images, dim], a seeded sample that depends on the
 * number of images alone: exact neighbours by faiss, from the first two principal components, with a
 * seeded generator. The same input gives the same map, but for what its rounding depends on (PCA's BLAS,
 * V8's `Math.pow`). Null for images too few to have neighbours.
 *
 * McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension
 * Reduction", 2018; the start as Kobak and Linderman, 2021, advise. Rejects with an AbortError.
 */
export async function mapImages(points: Matrix, limits: Limits = {}): Promise<ImageMap | null> {
  const images = mappedImages(points.rows);
  if (images.length <= mapNeighbours) return null;
  const sample = await runCooperatively(takeRows(points, images, points.dim), limits.signal);
  const { signal } = limits;
  const index = await buildNeighbourIndex(sample, signal ? { signal } : {});
  const { ids, distances } = await index.search(sample, mapNeighbours, signal ? { signal } : {});
  const listOf = (row: number, values: Float32Array | Int32Array): number[] =>
    Array.from(values.subarray(row * mapNeighbours, (row + 1) * mapNeighbours));
  const rows = Array.from(images, (_, row) => row);
  const random = Random.seeded(seedOfImages);
  const umap = new UMAP({
    nNeighbors: mapNeighbours,
    nEpochs: mapEpochs,
    random: () => random.next() / 2 ** 32,
  });
  umap.setPrecomputedKNN(
    rows.map((row) => listOf(row, ids)),
    rows.map((row) => listOf(row, distances).map(Math.sqrt)),
  );
  // With neighbours given, it looks at nothing of the rows but how many there are.
  const epochs = umap.initializeFit(rows.map((row) => [row]));
  const start = fitted(await principalPlane(sample, limits), startExtent);
  for (const [row, place] of umap.getEmbedding().entries()) {
    place[0] = start.x[row] as number;
    place[1] = start.y[row] as number;
  }
  await runCooperatively(optimise(umap, epochs), signal);
  const found = umap.getEmbedding();
  const plane = fitted({ x: found.map(([x]) => x as number), y: found.map(([, y]) => y as number) }, 0.5);
  const rounded = (axis: number[]) => axis.map((value) => Math.round((value + 0.5) * 1e4) / 1e4);
  return { images: [...images], x: rounded(plane.x), y: rounded(plane.y) };
}
