import { describe, expect, it } from 'vitest';
import { type Running, RunningParts } from './running.ts';

const part = (name: string, ended: string[]): Running => ({
  stop: async () => void ended.push(name),
  kill: () => void ended.push(`${name} killed`),
});

describe('RunningParts', () => {
  it('ends what serves before what it is served by, whatever came up first', async () => {
    const parts = new RunningParts();
    const ended: string[] = [];
    for (const name of ['redis', 'postgres', 'web', 'api', 'worker'] as const) {
      await parts.start(name, async () => part(name, ended));
    }
    await parts.stop();
    const precedes = (one: string, other: string) => ended.indexOf(one) < ended.indexOf(other);
    expect(ended).toHaveLength(5);
    expect([precedes('web', 'api'), precedes('api', 'postgres')]).toEqual([true, true]);
    expect([precedes('worker', 'postgres'), precedes('worker', 'redis')]).toEqual([true, true]);
  });

  it('ends at once what does not wait for each other', async () => {
    const parts = new RunningParts();
    const ended: string[] = [];
    let end: () => void = () => undefined;
    const web = new Promise<void>((resolve) => {
      end = resolve;
    });
    await parts.start('web', async () => ({ stop: () => web, kill: () => undefined }));
    for (const name of ['redis', 'postgres', 'api', 'worker'] as const) {
      await parts.start(name, async () => part(name, ended));
    }
    const stopping = parts.stop();
    await expect.poll(() => ended).toEqual(['worker', 'redis']);
    end();
    await stopping;
    expect(ended).toEqual(['worker', 'redis', 'api', 'postgres']);
  });

  it('ends a part that comes up after the end was asked for', async () => {
    const parts = new RunningParts();
    const ended: string[] = [];
    let comeUp: (running: Running) => void = () => undefined;
    const starting = parts.start(
      'postgres',
      () =>
        new Promise<Running>((resolve) => {
          comeUp = resolve;
        }),
    );
    const stopping = parts.stop();
    comeUp(part('postgres', ended));
    await Promise.all([starting, stopping]);
    expect(ended).toEqual(['postgres']);
    await expect(parts.start('redis', async () => part('redis', ended))).rejects.toThrow('interrupted');
  });

  it('passes over a part that failed to start', async () => {
    const parts = new RunningParts();
    const ended: string[] = [];
    await parts.start('redis', async () => part('redis', ended));
    const failing = parts.start('postgres', () => Promise.reject(new Error('no disk')));
    await expect(failing).rejects.toThrow('no disk');
    await parts.stop();
    expect(ended).toEqual(['redis']);
  });

  it('kills only what still runs', async () => {
    const parts = new RunningParts();
    const ended: string[] = [];
    await parts.start('web', async () => part('web', ended));
    const neverEnds = {
      stop: () => new Promise<void>(() => undefined),
      kill: () => void ended.push('api killed'),
    };
    await parts.start('api', async () => neverEnds);
    void parts.stop();
    await expect.poll(() => ended).toEqual(['web']);
    parts.kill();
    expect(ended).toContain('api killed');
  });
});
