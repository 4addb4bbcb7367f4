import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

/** Works that end when they are told to. */
function works() {
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const work = (number: number) => async () => {
    started.push(number);
    await new Promise<void>((resolve) => ends.push(resolve));
    return number;
  };
  return { work, started, endNext: () => ends.shift()?.() };
}

it('runs so many at once, the others in their order, and refuses what is too much', async () => {
  const { work, started, endNext } = works();
  const gate = createGate(2, 2, 7);
  const running = [1, 2, 3, 4].map((number) => gate(work(number)));
  const refusal = await gate(work(5)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(GraphQLError);
  expect(refusal).toMatchObject({ extensions: { code: 'SERVER_BUSY', http: { status: 503 } } });
  expect(started).toEqual([1, 2]);
  endNext();
  await expect.poll(() => started).toEqual([1, 2, 3]);
  endNext();
  await expect.poll(() => started).toEqual([1, 2, 3, 4]);
  endNext();
  endNext();
  expect(await Promise.all(running)).toEqual([1, 2, 3, 4]);
});

it('goes on after a work that failed', async () => {
  const gate = createGate(1, 1);
  const failed = gate(() => Promise.reject(new Error('no')));
  const next = gate(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});
