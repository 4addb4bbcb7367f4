import { readdir } from 'node:fs/promises';
import { claimRules } from '@clusterboard/core/catalogue-fixture';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineTask } from './define-task.ts';
import { createRegistry, openRegistry } from './task-registry.ts';

const task = (name: string) =>
  defineTask({ name, payload: z.object({}), retry: { attempts: 1 }, handle: async () => {} });

it('has every task of the folder', async () => {
  const files = await readdir(new URL('tasks/', import.meta.url));
  const names = files.filter((name) => !name.includes('.test.')).map((name) => name.replace(/\.ts$/, ''));
  expect([...openRegistry().keys()].toSorted()).toEqual(names.toSorted());
});

it('refuses a task with two handlers, and a message without a handler', () => {
  expect(() => createRegistry([task('one'), task('one')], [])).toThrow('the task “one” has two handlers');
  expect(() => createRegistry([task('one')], ['one', 'two', 'three'])).toThrow('no handler for: two, three');
  expect([...createRegistry([task('one'), task('two')], ['one']).keys()]).toEqual(['one', 'two']);
});

it('claims submissions as the tests of the stores assume', () => {
  const claims = [...openRegistry().values()].flatMap(({ claim }) => claim ?? []);
  expect(Object.fromEntries(claims.map((claim) => [claim.task, claim]))).toEqual(claimRules);
});

it('refuses a payload that is not one of the task', () => {
  const inspect = openRegistry().get('inspect');
  expect(() => inspect?.jobOptions({ submissionId: '' })).toThrow(z.ZodError);
  expect(inspect?.jobOptions({ submissionId: 'a', background: true })).toMatchObject({
    jobId: 'inspect-a',
    priority: 10,
  });
});
