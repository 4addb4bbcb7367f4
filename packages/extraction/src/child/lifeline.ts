import { writeFileSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

// What a child process does for its parent; see guard-child.ts.

/** Ends this process with its parent, even while the main thread is inside native code. */
export function watchLifeline(): void {
  const script = `
    const { Socket } = require('node:net');
    const lifeline = new Socket({ fd: 0 });
    lifeline.on('error', () => {}).on('close', () => process.kill(process.pid, 'SIGKILL')).resume();
  `;
  new Worker(script, { eval: true }).unref();
}

/** The kernel shall take this process before any other when the machine runs out of memory. */
export function volunteer(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not Linux, or not allowed; the parent's watch on the memory remains.
  }
}

/** Sends a message to the parent, as one line of JSON. */
export function sendLine(descriptor: number, message: object): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
