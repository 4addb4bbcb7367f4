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
  expect(systemProblem(copying('ENOSPC'))?.message).toBe('Cannot write tmp/train.f32: the disk is full.');
  expect(systemProblem(copying('ENOENT'))?.message).toBe('Cannot read data/train.f32: no such file.');
});

it('leaves faults of ours alone', () => {
  expect(systemProblem(new Error('ENOSPC'))).toBeNull();
});
