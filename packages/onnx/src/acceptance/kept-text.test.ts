import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { inspectModel } from '../inspect-model.ts';
import { node, value, writeModel } from '../model-writer.ts';

const model = (input: string, { output = 'y', dimensions = ['n'] as string[], operator = 'Flatten' } = {}) =>
  writeModel({
    input: [value(input, ['n', 1, 4, 4])],
    output: [value(output, dimensions)],
    node: [node(operator, [input], [output])],
  });

async function reason(bytes: Uint8Array): Promise<string | null> {
  const result = await inspectModel(fromBytes(bytes));
  if (result.ok) return null;
  expect(result.problem.code).toBe('MODEL_LOAD_FAILED');
  return result.problem.message;
}

describe('names of a model', () => {
  it.each([
    ['a NUL', model('image\0')],
    ['an escape sequence', model('image', { output: '\u001b[2J' })],
    ['a line break in a dimension', model('image', { dimensions: ['n\nrows'] })],
    ['text that is reversed', model('image', { output: 'features\u202egnp' })],
    ['a control character of an operator', model('image', { operator: 'Flat\u0007ten' })],
  ])('with %s are refused', async (_with, bytes) => {
    expect(await reason(bytes)).toContain('a name in it has control characters.');
  });

  it.each(['\u200b', '\u00a0', '\u2060'])('that cannot be seen are refused: %j', async (name) => {
    expect(await reason(model(name))).toContain('a name in it is invisible.');
  });

  it('are bounded together', async () => {
    const dimensions = (length: number) => Array.from({ length: 60 }, () => 'd'.repeat(length));
    expect(await reason(model('image', { dimensions: dimensions(4000) }))).toBeNull();
    expect(
      await reason(
        writeModel({
          input: [value('image', ['n', 1, 4, 4])],
          output: [value('a', dimensions(4000)), value('b', dimensions(4000))],
          node: [node('Flatten', ['image'], ['a'])],
        }),
      ),
    ).toContain('its names are longer than 256 KiB together.');
  });

  it('may be in any script', async () => {
    expect(
      await reason(model('изображение', { output: '特徴量', dimensions: ['données', 'größe'] })),
    ).toBeNull();
  });
});
