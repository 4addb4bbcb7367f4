import { beforeEach, expect, it, vi } from 'vitest';
import { someValues as values } from '../form/submit-values.fixture.ts';
import { forgetSubmissionKey, submissionKey } from './submission-key.ts';

const file = { name: 'encoder.onnx', size: 10, lastModified: 1 };

const refuse = () => {
  throw new DOMException('blocked', 'SecurityError');
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

it('is the same for the same file and values until it is forgotten', () => {
  const key = submissionKey(file, values);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(submissionKey({ ...file }, structuredClone(values))).toBe(key);
  forgetSubmissionKey();
  expect(submissionKey(file, values)).not.toBe(key);
});

it.each([
  ['another file', { ...file, lastModified: 2 }, values],
  ['another value', file, { ...values, description: 'New' }],
])('is another one for %s', (_what, otherFile, otherValues) => {
  expect(submissionKey(otherFile, otherValues)).not.toBe(submissionKey(file, values));
});

it.each([
  ['refuses everything', { getItem: refuse, setItem: refuse, removeItem: refuse }],
  ['has something else in it', { getItem: () => '{', setItem: refuse, removeItem: refuse }],
])('is a new one where the storage %s', (_what, storage) => {
  vi.stubGlobal('sessionStorage', storage);
  expect(submissionKey(file, values)).toMatch(/^[0-9a-f]{32}$/);
  expect(() => forgetSubmissionKey()).not.toThrow();
});
