import type { ChildProcess } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ChildEnding, guardChild } from '../child/guard-child.ts';
import { openControlGroup } from './control-group.ts';
import { descriptors } from './job.ts';
import { type RunnerMessage, runnerMessage } from './messages.ts';
import { type FilteredCommand, startChild } from './start-child.ts';

/** The images could not be made. */
interface ImagesFailed {
  readonly kind: 'images';
  readonly error: unknown;
}

/** How the child came to its end. */
export type Ending = ChildEnding<RunnerMessage> | ImagesFailed;

export interface Supervision {
  readonly command: FilteredCommand;
  /** Pieces that are sent to the child as it reads them. */
  readonly images: AsyncIterable<Uint8Array>;
  /** An open descriptor that the child inherits. */
  readonly features: number;
  readonly wallClockSeconds: number;
  readonly memoryBytes: number;
  /** As `prepareControlGroup` returned it; null leaves memory to the watch. */
  readonly controlGroup: string | null;
  readonly signal: AbortSignal | undefined;
  /** Everything before the last message. */
  readonly onMessage: (message: RunnerMessage) => void;
}

/** So many bytes of images are made ahead of the child. */
const imagesAhead = 16 * 1024 * 1024;

const lastMessages = new Set<RunnerMessage['type']>(['done', 'problem', 'outOfMemory', 'fault']);

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
export async function supervise(supervision: Supervision): Promise<{ ending: Ending; stderr: string }> {
  const { controlGroup, memoryBytes } = supervision;
  if (controlGroup === null) return superviseCommand(supervision);
  const group = await openControlGroup(controlGroup, memoryBytes);
  try {
    const ended = await superviseCommand({ ...supervision, command: group.enter(supervision.command) });
    if (ended.ending.kind !== 'exit' || !(await group.ranOutOfMemory())) return ended;
    return { ...ended, ending: { kind: 'memory' } };
  } finally {
    await group.remove();
  }
}

async function superviseCommand(supervision: Supervision): Promise<{ ending: Ending; stderr: string }> {
  const { wallClockSeconds, memoryBytes, signal, onMessage } = supervision;
  // stdin stays open as the child's lifeline: it closes with this process, however that ends.
  const child = startChild(supervision.command, [
    'pipe',
    'ignore',
    'pipe',
    'pipe',
    'pipe',
    supervision.features,
  ]);
  const guarded = guardChild<RunnerMessage, ImagesFailed>(child, {
    messages: descriptors.messages,
    schema: runnerMessage,
    lastMessages,
    wallClockSeconds,
    memoryBytes,
    signal,
    onMessage,
  });
  const sent = send(supervision.images, child, (error) => guarded.end({ kind: 'images', error }));
  const ended = await guarded.ended;
  await sent;
  return ended;
}
