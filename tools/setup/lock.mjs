import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the set-up of this clone listens while it runs. Linux has names that end with their process; elsewhere
 * it is a file, which outlives one that was killed.
 *
 * @param {string} root @param {NodeJS.Platform} platform @returns {string}
 */
export function lockAddress(root, platform = process.platform) {
  const name = `clusterboard-${createHash('sha256').update(root).digest('hex').slice(0, 32)}`;
  return platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** @param {string} address @returns {Promise<import('node:net').Server | null>} null when somebody listens there */
function listen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Resolves once nobody listens any longer. @param {string} address @returns {Promise<void>} */
function untilFree(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('error', (error) => {
      const left = 'code' in error && error.code === 'ECONNREFUSED' && !address.startsWith('\0');
      if (left) unlinkSync(address);
    });
    socket.once('close', () => resolve());
    socket.resume();
  });
}

/**
 * Waits until no other process sets this clone up, and keeps others waiting until the result is called or this
 * process ends, however it ends: two that install and build at once would take each other's files away.
 *
 * @param {string} address @param {() => void} onWait called once when there is another
 * @returns {Promise<() => void>}
 */
export async function takeLock(address, onWait) {
  for (let waited = false; ; waited = true) {
    const server = await listen(address);
    if (server) {
      /** @type {Set<import('node:net').Socket>} */
      const waiting = new Set();
      server.on('connection', (socket) => {
        waiting.add(socket.unref().on('error', () => undefined));
      });
      return () => {
        server.close();
        for (const socket of waiting) socket.destroy();
      };
    }
    if (!waited) onWait();
    await untilFree(address);
  }
}
