import { describe, expect, it } from 'vitest';
import { isUploadId, newUploadId, safeFileName } from './upload-names.ts';
import { formatBytes } from './upload-problem.ts';

describe('a file name', () => {
  it.each([
    ['encoder.onnx', 'encoder.onnx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\models\\encoder.onnx', 'encoder.onnx'],
    ['mod\u0000el\u202E.onnx', 'model.onnx'],
    ['', 'model.onnx'],
    ['models/', 'model.onnx'],
    [null, 'model.onnx'],
    ['🦜'.repeat(200), '🦜'.repeat(120)],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });
});

describe('a length', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1 KiB'],
    [1.5 * 2 ** 20, '1.5 MiB'],
    [2 ** 30, '1 GiB'],
    [2 ** 60, '1048576 TiB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

it('makes ids that are known again and never the same', () => {
  const ids = Array.from({ length: 100 }, newUploadId);
  expect(ids.every(isUploadId)).toBe(true);
  expect(new Set(ids).size).toBe(100);
});
