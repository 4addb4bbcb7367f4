import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether a path is that of event streams, which stay open for as long as their reader likes. */
export const isStream = (path: string): boolean => path === '/graphql/stream';

/** The event streams that are open, so that a stop need not wait for them. */
export class OpenStreams {
  readonly #open = new Set<ServerResponse>();

  track({ url = '' }: IncomingMessage, response: ServerResponse): void {
    if (!isStream(url.replace(/[?#].*$/s, ''))) return;
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  /** Breaks them without a proper end: an end would tell readers that nothing more will come. */
  breakAll(): void {
    for (const response of this.#open) response.destroy();
  }
}
