import { expect, it } from 'vitest';
import { cleanReason } from './reason.ts';

it.each([
  [
    "Non-zero status code returned while running Tile node. Name:'' Status Message: too large",
    'Tile: too large.',
  ],
  ['[ONNXRuntimeError] : 10 : INVALID_GRAPH : No Op registered for Foo', 'No Op registered for Foo.'],
  [
    'Load model from /srv/objects/ab/cdef.onnx failed: Protobuf parsing failed.',
    'Load model from … failed: Protobuf parsing failed.',
  ],
  ['/onnxruntime_src/core/providers/cpu/tensor/tile.cc:176 Bad\nsecond line', '… Bad.'],
  ['tab\tand\u0007bell', 'tab and bell.'],
  ['', 'no reason given.'],
])('%j', (text, reason) => {
  expect(cleanReason(text)).toBe(reason);
});

it('is short', () => {
  expect(cleanReason('a '.repeat(1000)).length).toBeLessThanOrEqual(240);
});
