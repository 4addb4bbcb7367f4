import { setImmediate } from 'node:timers/promises';
import type { IndexFlatIP } from 'faiss-node';
import {
  checkFinite,
  checkSameDimension,
  checkShape,
  checkThreads,
  checkWhole,
} from '../matrix/check-input.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { faissNode, native } from '../native.ts';
import { AbortError } from '../run-job.ts';

export interface CosineNeighbours {
  readonly k: number;
  /** Row-major [queries, k]: rows of the points, most alike first, ties to the lowest. */
  readonly ids: Int32Array;
  /** Row-major [queries, k], in float64; 0 where either row is 0. */
  readonly similarities: Float64Array;
}

interface CosineOptions {
  /** Points that faiss holds at once; by default as many as serve the event loop. */
  readonly shardRows?: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

// faiss-node works on the event loop, with plain arrays: slices bound how long it is held and their memory.
const valuesPerSlice = 65_536;
const productsPerSlice = 1e9;
/** Below 20 queries faiss computes one product at a time. */
const minQueries = 32;

/** Proposals of faiss beyond k: float32 may swap rows that are nearly as alike, not ones this far down. */
const spare = 12;

/** Lengths of the rows, 1 for those of length 0. */
function* lengthsOf({ data, rows, dim }: Matrix): Generator<undefined, Float64Array, undefined> {
  const lengths = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (row % 1024 === 0) yield;
    let sum = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) sum += (data[i] as number) ** 2;
    lengths[row] = Math.sqrt(sum) || 1;
  }
  return lengths;
}

/** Rows of length 1, as faiss-node takes them. */
function unitRows({ data, dim }: Matrix, lengths: Float64Array, first: number, last: number): number[] {
  const values = new Array<number>((last - first) * dim);
  for (let row = first, at = 0; row < last; row++) {
    const length = lengths[row] as number;
    for (let i = row * dim; i < (row + 1) * dim; i++, at++) values[at] = (data[i] as number) / length;
  }
  return values;
}

interface Side {
  readonly matrix: Matrix;
  readonly lengths: Float64Array;
}

/** The best of each query so far: [queries, width], most alike first. */
class Proposals {
  readonly ids: Int32Array;
  private readonly similarities: Float32Array;

  constructor(
    queries: number,
    readonly width: number,
  ) {
    this.ids = new Int32Array(queries * width).fill(-1);
    this.similarities = new Float32Array(queries * width).fill(Number.NEGATIVE_INFINITY);
  }

  add(query: number, id: number, similarity: number): void {
    const { ids, similarities, width } = this;
    const start = query * width;
    let at = start + width - 1;
    if (similarity <= (similarities[at] as number)) return;
    for (; at > start && similarity > (similarities[at - 1] as number); at--) {
      similarities[at] = similarities[at - 1] as number;
      ids[at] = ids[at - 1] as number;
    }
    similarities[at] = similarity;
    ids[at] = id;
  }
}

/** The proposals of a query by their similarity in float64. */
function settle(query: number, { ids, width }: Proposals, queries: Side, points: Side) {
  const { dim } = points.matrix;
  const found: { id: number; similarity: number }[] = [];
  for (let p = query * width; p < (query + 1) * width; p++) {
    const id = ids[p] as number;
    let product = 0;
    for (let j = 0; j < dim; j++) {
      product +=
        (queries.matrix.data[query * dim + j] as number) * (points.matrix.data[id * dim + j] as number);
    }
    const lengths = (queries.lengths[query] as number) * (points.lengths[id] as number);
    found.push({ id, similarity: product / lengths });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id);
}

/** Runs in turns of some ten milliseconds, with the event loop served in between. */
async function inTurns<T>(
  work: Generator<undefined, T, undefined>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (;;) {
    await setImmediate();
    if (signal?.aborted) throw new AbortError(signal);
    const until = performance.now() + 10;
    while (performance.now() < until) {
      const { done, value } = work.next();
      if (done) return value;
    }
  }
}

function* propose(
  queries: Side,
  points: Side,
  width: number,
  shardRows: number,
): Generator<undefined, Proposals, undefined> {
  const { IndexFlatIP } = faissNode();
  // On a busy machine a search would wait for its second thread more than it gains by it.
  native().useOneOpenMpThread();
  const { dim } = points.matrix;
  const proposals = new Proposals(queries.matrix.rows, width);
  const rowsAtOnce = Math.max(1, Math.floor(valuesPerSlice / dim));
  const shard = Math.max(width, shardRows);
  for (let from = 0; from < points.matrix.rows; from += shard) {
    const to = Math.min(points.matrix.rows, from + shard);
    const index: IndexFlatIP = new IndexFlatIP(dim);
    for (let first = from; first < to; first += rowsAtOnce) {
      index.add(unitRows(points.matrix, points.lengths, first, Math.min(to, first + rowsAtOnce)));
      yield;
    }
    const k = Math.min(width, to - from);
    const queriesAtOnce = Math.max(
      minQueries,
      Math.min(Math.floor(productsPerSlice / ((to - from) * dim)), rowsAtOnce),
    );
    for (let first = 0; first < queries.matrix.rows; first += queriesAtOnce) {
      const last = Math.min(queries.matrix.rows, first + queriesAtOnce);
      const { labels, distances } = index.search(unitRows(queries.matrix, queries.lengths, first, last), k);
      for (let i = 0; i < labels.length; i++) {
        proposals.add(first + Math.floor(i / k), from + (labels[i] as number), distances[i] as number);
      }
      yield;
    }
  }
  return proposals;
}

function* nearest(
  queries: Matrix,
  points: Matrix,
  k: number,
  shardRows: number,
): Generator<undefined, CosineNeighbours, undefined> {
  const asked = { matrix: queries, lengths: yield* lengthsOf(queries) };
  const known = { matrix: points, lengths: yield* lengthsOf(points) };
  const proposals = yield* propose(asked, known, Math.min(points.rows, k + spare), shardRows);
  const ids = new Int32Array(queries.rows * k);
  const similarities = new Float64Array(queries.rows * k);
  for (let query = 0; query < queries.rows; query++) {
    if (query % 64 === 0) yield;
    for (const [place, { id, similarity }] of settle(query, proposals, asked, known).slice(0, k).entries()) {
      ids[query * k + place] = id;
      similarities[query * k + place] = similarity;
    }
  }
  return { k, ids, similarities };
}

/**
 * The `k` (1 … rows) rows of `points` [rows, dim] of greatest cosine with each of `queries` [queries, dim].
 * faiss-node proposes in float32, some rows more than requested; float64 settles which and in what order.
 * The points go through faiss a shard at a time, so that no copy of them all is made. Rejects with an
 * `InputError` before any work, or an `AbortError`.
 */
export async function nearestByCosine(
  points: Matrix,
  queries: Matrix,
  k: number,
  options: CosineOptions = {},
): Promise<CosineNeighbours> {
  checkShape('points', points);
  checkShape('queries', queries);
  checkSameDimension('queries', queries.dim, points.dim);
  checkWhole('k', k, 1, points.rows, 'NEIGHBOURS');
  const threads = checkThreads(options.threads);
  await checkFinite('points', points, threads, options.signal);
  await checkFinite('queries', queries, threads, options.signal);
  const { shardRows = Math.floor(productsPerSlice / (minQueries * points.dim)) } = options;
  return inTurns(nearest(queries, points, k, shardRows), options.signal);
}
