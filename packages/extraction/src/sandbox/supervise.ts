import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { descriptors } from './job.ts';
import { messageLines } from './message-lines.ts';
import type { RunnerMessage } from './messages.ts';
import { residentBytes } from './resident-memory.ts';
import { type FilteredCommand, startChild } from './start-child.ts';

const watchMilliseconds = 50;
const stderrTail = 8 * 1024;

/** How the child came to its end. */
export type Ending =
  /** The child's last word, and when it came by `performance.now()`. */
  | { readonly kind: 'message'; readonly message: RunnerMessage; readonly at: number }
  | { readonly kind: 'timeout' | 'memory' | 'aborted' | 'violation' }
  /** The images could not be made. */
  | { readonly kind: 'images'; readonly error: unknown }
  | { readonly kind: 'exit'; readonly started: boolean; readonly signal: string };

export interface Supervision {
  readonly command: FilteredCommand;
  /** Pieces that are sent to the child as it reads them. */
  readonly images: AsyncIterable<Uint8Array>;
  /** An open descriptor that the child inherits. */
  readonly features: number;
  readonly wallClockSeconds: number;
  readonly memoryBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Everything before the last message. */
  readonly onMessage: (message: RunnerMessage) => void;
}

/** So many bytes of images are made ahead of the child. */
const imagesAhead = 16 * 1024 * 1024;

const lastMessages = new Set<RunnerMessage['type']>(['done', 'problem', 'outOfMemory', 'fault']);

/** SIGSEGV, or what a shell-like parent in between made of it: 128 + 11. */
function endedBy(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return signal;
  const name = Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return name ?? `exit code ${code}`;
}

/** Kills the child with everything in its process group; the sandbox's own processes die with it. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function keepTail(stream: Readable): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-stderrTail);
  });
  return () => tail.toString('utf8').trim();
}

const readable = (child: ChildProcess, descriptor: number): Readable => {
  const stream = child.stdio[descriptor];
  if (stream === null || stream === undefined || !('read' in stream))
    throw new Error('the child has no such pipe');
  return stream;
};

/** Sends images to the child; resolves when it has all of them or wants no more. */
async function send(
  images: AsyncIterable<Uint8Array>,
  child: ChildProcess,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const iterator = images[Symbol.asyncIterator]();
  const next = () =>
    iterator.next().catch((error: unknown) => {
      onFailure(error);
      throw error;
    });
  // Not `yield*`: a child that closes its end makes the target fail, which is thrown into the source, and the
  // images would seem to have failed.
  async function* watched() {
    try {
      for (let piece = await next(); piece.done !== true; piece = await next()) yield piece.value;
    } finally {
      await iterator.return?.();
    }
  }
  const target = child.stdio[descriptors.images];
  if (target === null || target === undefined || !('write' in target))
    throw new Error('the child has no such pipe');
  // Its other end may close at any time, also long after the last image was sent.
  target.on('error', () => {});
  const source = Readable.from(watched(), { objectMode: false, highWaterMark: imagesAhead });
  // What the target fails with is how the child ended, which is told elsewhere.
  await pipeline(source, target as Writable).catch(() => {});
}

/**
 * Runs the child until it says its last word, ends, or must be ended; resolves when all of its pipes
 * are closed, that is when no process of it is left.
 *
 * @throws Error when it cannot be started
 */
export function supervise(supervision: Supervision): Promise<{ ending: Ending; stderr: string }> {
  return new Promise((resolve, reject) => {
    const { signal, images } = supervision;
    // stdin stays open as the child's lifeline: it closes with this process, however that ends.
    const { command, features } = supervision;
    const child = startChild(command, ['pipe', 'ignore', 'pipe', 'pipe', 'pipe', features]);
    let ending: Ending | null = null;
    let started = false;
    const end = (how: Ending) => {
      ending ??= how;
      killGroup(child);
    };
    const abort = () => end({ kind: 'aborted' });
    const sent = send(images, child, (error) => end({ kind: 'images', error }));
    const stderr = keepTail(readable(child, 2));
    readable(child, 3).on(
      'data',
      messageLines(
        (message) => {
          if (ending !== null) return;
          if (message.type === 'started') started = true;
          if (lastMessages.has(message.type)) end({ kind: 'message', message, at: performance.now() });
          else supervision.onMessage(message);
        },
        () => end({ kind: 'violation' }),
      ),
    );
    child.stdin?.on('error', () => {});
    const clock = setTimeout(() => end({ kind: 'timeout' }), supervision.wallClockSeconds * 1000);
    const watch = setInterval(async () => {
      if (child.pid === undefined || ending !== null) return;
      if ((await residentBytes(child.pid)) > supervision.memoryBytes) end({ kind: 'memory' });
    }, watchMilliseconds);
    const settle = () => {
      clearTimeout(clock);
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    // A sandbox's outer process can end before the inner one has let go of the pipes.
    child.on('exit', () => killGroup(child));
    child.on('close', (code, killedBy) => {
      settle();
      const how = ending ?? { kind: 'exit' as const, started, signal: endedBy(code, killedBy) };
      void sent.then(() => resolve({ ending: how, stderr: stderr() }), reject);
    });
  });
}
