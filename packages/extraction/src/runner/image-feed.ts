import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { allocateTensor, type TensorFormat } from '@clusterboard/preprocessing/tensor-format';
import type { RunnerJob } from '../sandbox/job.ts';
import type { Batch } from './image-worker.ts';

/**
 * Tensors that are filled ahead, in bytes: enough that two threads which share a core with the model's
 * need not hand over after every batch of small images. There are two buffers at least.
 */
const bytesAhead = 4 * 1024 * 1024;
const maxBuffers = 16;

/**
 * Starts the thread that reads images, which can be done while the model is loaded. It is the same program:
 * inside the sandbox there is no other file.
 */
export const startImageWorker = (job: RunnerJob): Worker =>
  new Worker(process.argv[1] ?? '', { workerData: job });

/**
 * The images of a job as tensors, `batch` at a time and the last batch with what is left: [rows × length]
 * values at the beginning of each buffer, which is used again after the consumer asks for the next. What
 * lies behind them is of earlier images, or 0.
 *
 * @param length values of one tensor
 * @throws what reading the images throws
 */
export async function* feedImages(
  worker: Worker,
  count: number,
  batch: number,
  length: number,
  format: TensorFormat,
): AsyncGenerator<Batch, void, undefined> {
  const first = allocateTensor(format.type, batch * length);
  const buffers = Math.max(2, Math.min(maxBuffers, Math.floor(bytesAhead / first.byteLength)));
  let asked = 0;
  const empty: Batch[] = [];
  const take = (input: Batch['input']) => {
    const rows = Math.min(batch, count - asked);
    if (rows > 0) empty.push({ input, format, rows });
    asked += rows;
  };
  const ask = () => {
    const wanted = empty.splice(0);
    worker.postMessage(
      wanted,
      wanted.map(({ input }) => input.buffer),
    );
  };
  const full: Batch[] = [];
  worker.on('message', (filled: Batch) => full.push(filled));
  try {
    take(first);
    for (let more = 1; more < buffers; more++) take(allocateTensor(format.type, batch * length));
    ask();
    for (let done = 0; done < count; ) {
      while (full.length === 0) await once(worker, 'message');
      const next = full.shift();
      if (next === undefined) continue;
      yield next;
      done += next.rows;
      take(next.input);
      if (empty.length >= buffers / 2 || full.length === 0) ask();
    }
  } finally {
    // Not awaited: it may be inside a read that is never answered.
    void worker.terminate();
  }
}
