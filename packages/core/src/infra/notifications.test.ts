import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenForChanges } from './notifications.ts';

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const ready = message('Z', Buffer.from('I'));
const authenticated = Buffer.concat([message('R', Buffer.alloc(4)), ready]);
const listening = Buffer.concat([message('C', Buffer.from('LISTEN\0')), ready]);

/** As much of Postgres as listening needs: no password, and every query is done. */
function answer(socket: Socket): void {
  socket.once('data', () => {
    socket.write(authenticated);
    socket.on('data', (data) => {
      if (data.toString('latin1', 0, 1) === 'Q') socket.write(listening);
      else socket.end();
    });
  });
}

const open = new Set<Socket>();
let connections: number;
let away: boolean;
const server = createServer((socket) => {
  connections += 1;
  if (away) return void socket.destroy();
  open.add(socket);
  socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  answer(socket);
});
const leave = () => {
  away = true;
  for (const socket of open) socket.destroy();
};

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void server.close());
beforeEach(() => {
  connections = 0;
  away = false;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => void vi.useRealTimers());

describe('the connection that hears of changes', () => {
  const listen = () =>
    listenForChanges(`postgres://x@127.0.0.1:${(server.address() as AddressInfo).port}/x`, () => undefined);
  const attemptIsDue = () => expect.poll(() => vi.getTimerCount()).toBe(1);

  it('is tried once a second while the database is away, and is one again when it is back', async () => {
    const changes = await listen();
    leave();
    await attemptIsDue();
    for (let seconds = 1; seconds <= 6; seconds++) {
      await vi.advanceTimersByTimeAsync(1000);
      await attemptIsDue();
      expect(connections).toBe(1 + seconds);
    }
    away = false;
    const heard = changes.next('board', 'x', new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1000);
    await heard;
    expect([connections, open.size]).toEqual([8, 1]);
    await changes.close();
    await expect.poll(() => open.size).toBe(0);
  });

  it('is not kept when it comes after the end', async () => {
    const changes = await listen();
    leave();
    await attemptIsDue();
    away = false;
    await vi.advanceTimersByTimeAsync(1000);
    await changes.close();
    await expect.poll(() => [connections, open.size, vi.getTimerCount()]).toEqual([2, 0, 0]);
  });
});
