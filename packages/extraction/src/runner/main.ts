import { isMainThread } from 'node:worker_threads';
import { errorText, tellsOfMemory } from '../child/error-text.ts';
import { sendLine, volunteer, watchLifeline } from '../child/lifeline.ts';
import { descriptors, type RunnerJob } from '../sandbox/job.ts';
import type { RunnerMessage } from '../sandbox/messages.ts';
import { OutOfMemory, Rejection } from '../sandbox/rejection.ts';
import { openEncoder } from './encoder-session.ts';
import { extractFeatures } from './extract-features.ts';
import { startImageWorker } from './image-feed.ts';
import { fillBatches } from './image-worker.ts';

// The sandboxed child: it knows one model and one file of images, and no labels, secrets or network.

const progressIntervalMilliseconds = 100;

const send = (message: RunnerMessage): void => sendLine(descriptors.messages, message);

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
