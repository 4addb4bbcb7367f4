import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeEncoder, runEncoder } from '../run-encoder.ts';
import { createRunnerFixture, type RunnerFixture } from '../runner-fixture.ts';
import { identity } from '../test-models.ts';
import { NoControlGroup, openControlGroup, prepareControlGroup } from './control-group.ts';

it('a system without cgroup v2, or whose group is not delegated, is told why', async () => {
  await expect(prepareControlGroup('/nowhere')).rejects.toThrow(NoControlGroup);
  await expect(prepareControlGroup('/nowhere')).rejects.toThrow(
    /^RUNNER_CGROUP=own: .*docs\/operations\.md\.$/,
  );
});

/** In a group `clusterboard-test/worker` whose parent is delegated to this user. */
function isDelegated(): boolean {
  try {
    return /\/clusterboard-test\b/.test(readFileSync('/proc/self/cgroup', 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(isDelegated())('in a cgroup of its own', () => {
  let own = '';
  let fixture: RunnerFixture;
  beforeAll(async () => {
    own = await prepareControlGroup();
    fixture = await createRunnerFixture();
    await fixture.write('model.onnx', identity());
  });
  afterAll(() => fixture.remove());

  const groups = async () => (await readdir(own)).filter((name) => name.startsWith('model-'));

  it('a model runs as elsewhere, and its group is removed', async () => {
    const probe = await probeEncoder({ ...fixture.options('model.onnx'), controlGroup: own });
    expect(probe.ok).toBe(true);
    expect(await groups()).toEqual([]);
  });

  it('a child that takes more memory than the watch would see in time is ended by the kernel', async () => {
    const program = `
      import fs from 'node:fs';
      fs.writeSync(3, JSON.stringify({ type: 'started' }) + '\\n');
      const held = [];
      for (;;) held.push(Buffer.alloc(16 * 1024 * 1024, 1));
    `;
    await fixture.write('greedy.mjs', new TextEncoder().encode(program));
    const options = fixture.options('model.onnx', {
      runnerEntry: fixture.file('greedy.mjs'),
      limits: { wallClockSeconds: 60, memoryMebibytes: 256 },
    });
    const result = await runEncoder({ ...options, controlGroup: own });
    expect(result).toMatchObject({ ok: false, problem: { code: 'MODEL_OUT_OF_MEMORY' } });
    expect(await groups()).toEqual([]);
  });

  it('the limits on memory and tasks are the kernel’s', async () => {
    const group = await openControlGroup(own, 64 * 2 ** 20);
    const [name = ''] = await groups();
    const limit = (file: string) => readFile(join(own, name, file), 'utf8');
    expect(await limit('memory.max')).toBe(`${64 * 2 ** 20}\n`);
    expect(await limit('pids.max')).toBe('512\n');
    await group.remove();
    expect(await groups()).toEqual([]);
  });
});
