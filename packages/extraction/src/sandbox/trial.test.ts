import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRunnerFixture, type RunnerFixture } from '../runner-fixture.ts';
import { tryAgainOrRemember } from './trial.ts';

let fixture: RunnerFixture;
beforeAll(async () => {
  fixture = await createRunnerFixture();
});
afterAll(() => fixture.remove());

it('a trial is remembered, and made again after a while', async () => {
  let seconds = 1000;
  const attempt = (name: string) =>
    tryAgainOrRemember(
      { runnerEntry: fixture.file(name), executionProviders: ['cpu'] },
      () => seconds * 1000,
    );
  const works = await attempt('main.js');
  const failed = await attempt('later.mjs');
  expect(failed).toMatchObject({ works: false });
  await fixture.write('later.mjs', new TextEncoder().encode('0'));
  seconds += 29;
  expect(await attempt('later.mjs')).toBe(failed);
  // Where bubblewrap runs at all.
  seconds += 2;
  expect((await attempt('later.mjs')).works).toBe(works.works);
  if (!works.works) return;
  expect(failed).toMatchObject({ obstacle: expect.stringContaining('later.mjs') });
  seconds += 500;
  expect(await attempt('main.js')).toBe(works);
  seconds += 100;
  const again = await attempt('main.js');
  expect(again).not.toBe(works);
  expect(again).toEqual(works);
});

it('a runtime that does not load is an obstacle that says so', async () => {
  const trial = await tryAgainOrRemember({ runnerEntry: '/nowhere/main.mjs', executionProviders: ['cpu'] });
  expect(trial).toMatchObject({
    works: false,
    obstacle: expect.stringMatching(/onnxruntime-node|not installed/),
  });
});
