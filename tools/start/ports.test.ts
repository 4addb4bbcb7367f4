import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@clusterboard/local-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePort } from './ports.ts';

describe('choosePort', () => {
  let holder: Server;
  let taken = 0;

  beforeAll(async () => {
    taken = await freePort();
    holder = createServer().listen(taken, '127.0.0.1');
    await once(holder, 'listening');
  });
  afterAll(() => void holder.close());

  it('takes the next free port when the usual one is taken, and says so', async () => {
    const { port, remark } = await choosePort('PORT', undefined, taken);
    expect(port).toBeGreaterThan(taken);
    expect(remark).toBe(`port ${taken} is taken`);
  });

  it('refuses a port that was asked for and is taken', async () => {
    await expect(choosePort('PORT', taken, 3000)).rejects.toThrow(
      `Port ${taken}, which PORT asks for, is taken.`,
    );
  });

  it('takes the port that was asked for', async () => {
    const asked = await freePort();
    expect(await choosePort('PORT', asked, taken)).toEqual({ port: asked, remark: '' });
  });

  it('leaves a port alone that something else is going to take', async () => {
    const usual = await freePort();
    expect((await choosePort('PORT', undefined, usual, usual)).port).toBeGreaterThan(usual);
  });
});
