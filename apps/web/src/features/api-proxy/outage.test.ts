import { describe, expect, it } from 'vitest';
import { listenLocally } from './local-server.fixture.ts';
import { healthCheck } from './outage.ts';

/** Long enough that only a server that never answers runs into it. */
const times = { timeout: 10_000, ttl: 60_000 };

describe('looking whether the API is well', () => {
  it.each([
    [200, true],
    [503, false],
  ])('takes %d for %s, and asks once for all who want to know', async (status, healthy) => {
    let asked = 0;
    const { origin } = await listenLocally((_, response) => {
      asked += 1;
      response.writeHead(status).end();
    });
    const answers = healthCheck(() => origin, times);
    const health = { healthy, notices: [] };
    expect(await Promise.all([answers(), answers()])).toEqual([health, health]);
    expect(await answers()).toEqual(health);
    expect(asked).toBe(1);
  });

  it('brings what the API cannot do, though it answers', async () => {
    const notice = { code: 'STORAGE_FULL', message: 'Full.', advice: 'Wait.' };
    const { origin } = await listenLocally((_, response) =>
      response.end(JSON.stringify({ status: 'limited', notices: [notice] })),
    );
    expect(await healthCheck(() => origin, times)()).toEqual({ healthy: true, notices: [notice] });
  });

  it('asks again when its answer is old', async () => {
    let status = 200;
    const { origin } = await listenLocally((_, response) => response.writeHead(status).end());
    const answers = healthCheck(() => origin, { ...times, ttl: -1 });
    expect((await answers()).healthy).toBe(true);
    status = 503;
    expect((await answers()).healthy).toBe(false);
  });

  it('takes silence for an outage, and a server that is gone', async () => {
    const { origin, stop } = await listenLocally(() => undefined);
    const answers = healthCheck(() => origin, { timeout: 100, ttl: -1 });
    expect((await answers()).healthy).toBe(false);
    await stop();
    expect((await answers()).healthy).toBe(false);
  });
});
