import { describe, expect, it } from 'vitest';
import { layoutOf, tensorFormatOf } from './tensor-format.ts';

describe('tensorFormatOf', () => {
  it.each([
    ['float32', ['n', 3, 224, 224], 3, { type: 'float32', layout: 'nchw' }],
    ['float16', [1, 3, 224, 224], 3, { type: 'float16', layout: 'nchw' }],
    ['uint8', ['n', 224, 224, 3], 3, { type: 'uint8', layout: 'nhwc' }],
    ['float32', [1, 28, 28, 1], 1, { type: 'float32', layout: 'nhwc' }],
    ['float32', ['n', 'c', 'h', 'w'], 3, { type: 'float32', layout: 'nchw' }],
    ['float32', ['n', 'h', 'w', 3], 3, { type: 'float32', layout: 'nhwc' }],
    ['float32', ['n', 3, 3, 3], 3, { type: 'float32', layout: 'nchw' }],
    ['float32', [], 3, { type: 'float32', layout: 'nchw' }],
    ['float32', ['n', 1, 28, 28], 3, null],
    ['float32', ['n', 784], 1, null],
    ['float32', ['n', 3, 8, 224, 224], 3, null],
    ['int64', ['n', 3, 224, 224], 3, null],
  ] as const)('%s %j, %i channels', (type, shape, channels, format) => {
    expect(tensorFormatOf({ type, shape }, channels)).toEqual(format);
  });
});

describe('layoutOf', () => {
  it.each([
    [['n', 3, 224, 224], 'nchw'],
    [['n', 224, 224, 3], 'nhwc'],
    [[8, 28, 28, 1], 'nhwc'],
    [['n', 1, 28, 3], 'nchw'],
    [['n', 'h', 'w', 3], 'nhwc'],
    [['n', 'c', 'h', 'w'], 'nchw'],
    [['n', 224, 224, 4], null],
    [['n', 5, 'h', 'w'], null],
  ] as const)('%j', (shape, layout) => {
    expect(layoutOf(shape)).toBe(layout);
  });
});
