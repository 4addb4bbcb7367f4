import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { messageLines } from './message-lines.ts';
import { residentBytes } from './resident-memory.ts';

const watchMilliseconds = 50;
const stderrTail = 8 * 1024;
/** Timers of more fire at once. */
const longestTimer = 2 ** 31 - 1;

/** How a child came to its end. */
export type ChildEnding<Message> =
  /** The child's last word, and when it came by `performance.now()`. */
  | { readonly kind: 'message'; readonly message: Message; readonly at: number }
  | { readonly kind: 'timeout' | 'memory' | 'aborted' | 'violation' }
  | { readonly kind: 'exit'; readonly started: boolean; readonly signal: string };

/** A child says `started` first, and may say what it likes before its last message. */
interface ChildMessage {
  readonly type: string;
}

export interface ChildGuard<Message extends ChildMessage> {
  /** The child's descriptor that messages come from, a line of JSON each. */
  readonly messages: number;
  readonly schema: z.ZodType<Message>;
  readonly lastMessages: ReadonlySet<Message['type']>;
  readonly wallClockSeconds: number;
  readonly memoryBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Everything before the last message. */
  readonly onMessage: (message: Message) => void;
}

export interface GuardedChild<Ending> {
  /** Kills the child with everything in its process group; of several endings the first is told. */
  end(ending: Ending): void;
  /**
   * Settles when all pipes of the child are closed, that is when no process of it is left; rejects when
   * it could not be started.
   */
  readonly ended: Promise<{ readonly ending: Ending; readonly stderr: string }>;
}

/** SIGSEGV, or what a shell-like parent in between made of it: 128 + 11. */
function endedBy(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return signal;
  const name = Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return name ?? `exit code ${code}`;
}

/** The sandbox's own processes die with it. */
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

/**
 * Watches a child that was spawned detached, with pipes for stdin (its lifeline: it closes with this
 * process, however that ends), stderr and messages, until it says its last word, ends, or must be ended.
 */
export function guardChild<Message extends ChildMessage, Other = never>(
  child: ChildProcess,
  guard: ChildGuard<Message>,
): GuardedChild<ChildEnding<Message> | Other> {
  type Ending = ChildEnding<Message> | Other;
  const { signal, lastMessages } = guard;
  let ending: Ending | null = null;
  let started = false;
  const end = (how: Ending) => {
    ending ??= how;
    killGroup(child);
  };
  const abort = () => end({ kind: 'aborted' });
  const ended = new Promise<{ ending: Ending; stderr: string }>((resolve, reject) => {
    const stderr = keepTail(readable(child, 2));
    readable(child, guard.messages).on(
      'data',
      messageLines(
        guard.schema,
        (message) => {
          if (ending !== null) return;
          if (message.type === 'started') started = true;
          if (lastMessages.has(message.type)) end({ kind: 'message', message, at: performance.now() });
          else guard.onMessage(message);
        },
        () => end({ kind: 'violation' }),
      ),
    );
    child.stdin?.on('error', () => {});
    const milliseconds = Math.min(guard.wallClockSeconds * 1000, longestTimer);
    const clock = setTimeout(() => end({ kind: 'timeout' }), milliseconds);
    const watch = setInterval(async () => {
      if (child.pid === undefined || ending !== null) return;
      if ((await residentBytes(child.pid)) > guard.memoryBytes) end({ kind: 'memory' });
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
      resolve({
        ending: ending ?? { kind: 'exit', started, signal: endedBy(code, killedBy) },
        stderr: stderr(),
      });
    });
  });
  return { end, ended };
}
