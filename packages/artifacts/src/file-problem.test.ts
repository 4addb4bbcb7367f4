import { expect, it } from 'vitest';
import { systemProblem } from './file-problem.ts';

const copying = (code: string) =>
  Object.assign(new Error(code), {
    code,
    syscall: 'copyfile',
    path: 'data/train.f32',
    dest: 'tmp/train.f32',
  });

it('names where a copy was to go when that is full', () => {
  expect(systemProblem(copying('ENOSPC'))?.message).toBe(
    'tmp/train.f32 cannot be written: the disk is full.',
  );
  expect(systemProblem(copying('ENOENT'))?.message).toBe(
    'data/train.f32 cannot be read: there is no such file.',
  );
});

it('leaves faults of ours alone', () => {
  expect(systemProblem(new Error('ENOSPC'))).toBeNull();
});
