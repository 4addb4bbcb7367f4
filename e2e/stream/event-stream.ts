import { get, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface EventStream {
  readonly status: number;
  /** The data of the next event; waits until it comes, and throws `StreamBroken` when the stream is cut. */
  next(): Promise<unknown>;
  /** Leaves as a browser does that goes to another page. */
  leave(): void;
}

/** The connection was cut; a stream at its end sends “complete” and closes it in order. */
export class StreamBroken extends Error {
  override readonly name = 'StreamBroken';
}

async function* eventsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let text = '';
  for await (const chunk of chunks) {
    const parts = (text + chunk.toString()).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^event: next\ndata: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

/** Asks for Server-Sent Events by GET as EventSource does, compressed where the server likes to. */
export function openStream(address: string): Promise<EventStream> {
  const headers = { accept: 'text/event-stream', 'accept-encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    const request = get(address, { headers, agent: false }, (response: IncomingMessage) => {
      // One that leaves cuts what it reads.
      response.on('error', () => undefined);
      const packed = response.headers['content-encoding'] === 'gzip';
      const events = eventsOf(packed ? pipeline(response, createGunzip(), () => undefined) : response);
      resolve({
        status: response.statusCode ?? 0,
        async next() {
          const { done, value } = await events.next().catch((cause: unknown) => {
            throw new StreamBroken('the connection was cut', { cause });
          });
          if (done) throw new Error('the stream has ended');
          return value;
        },
        leave: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}
