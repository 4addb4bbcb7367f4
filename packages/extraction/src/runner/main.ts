import { writeFileSync, writeSync } from 'node:fs';
import { isMainThread, Worker } from 'node:worker_threads';
import { descriptors, type RunnerJob } from '../sandbox/job.ts';
import type { RunnerMessage } from '../sandbox/messages.ts';
import { errorText, OutOfMemory, Rejection, tellsOfMemory } from '../sandbox/rejection.ts';
import { openEncoder } from './encoder-session.ts';
import { extractFeatures } from './extract-features.ts';
import { startImageWorker } from './image-feed.ts';
import { fillBatches } from './image-worker.ts';

// The sandboxed child: it knows one model and one file of images, and no labels, secrets or network.

const progressIntervalMilliseconds = 100;

function send(message: RunnerMessage): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptors.messages, bytes, written);
}

/** Ends this process with its parent, even while the main thread is inside the runtime. */
function watchLifeline(): void {
  const script = `
    const { Socket } = require('node:net');
    const lifeline = new Socket({ fd: 0 });
    lifeline.on('error', () => {}).on('close', () => process.kill(process.pid, 'SIGKILL')).resume();
  `;
  new Worker(script, { eval: true }).unref();
}

/** The kernel shall take this process before any other when the machine runs out of memory. */
function volunteer(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not Linux, or not allowed; the parent's watch on the memory remains.
  }
}

function report(error: unknown): RunnerMessage {
  if (error instanceof Rejection) return { type: 'problem', ...error.report } as RunnerMessage;
  const text = errorText(error);
  if (error instanceof OutOfMemory || tellsOfMemory(text)) return { type: 'outOfMemory' };
  return { type: 'fault', message: text };
}

async function main(): Promise<void> {
  const job: RunnerJob = JSON.parse(process.argv[2] ?? '');
  volunteer();
  watchLifeline();
  send({ type: 'started' });
  try {
    const images = startImageWorker(job);
    const encoder = await openEncoder(job, (line) => send({ type: 'log', line }));
    const { executionProvider, runtimeVersion } = encoder;
    send({ type: 'loaded', executionProvider, runtimeVersion });
    let reported = 0;
    const extraction = await extractFeatures(job, encoder, images, (imagesDone) => {
      const now = performance.now();
      if (now - reported < progressIntervalMilliseconds) return;
      reported = now;
      send({ type: 'progress', imagesDone });
    });
    send({ type: 'done', ...extraction, outputShape: [...extraction.outputShape] });
  } catch (error) {
    send(report(error));
  }
}

if (isMainThread) {
  await main();
  // Native threads may outlive the main one; the parent has all that it needs.
  process.kill(process.pid, 'SIGKILL');
} else {
  fillBatches();
}
