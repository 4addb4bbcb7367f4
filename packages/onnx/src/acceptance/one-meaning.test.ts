import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { inspectModel } from '../inspect-model.ts';
import { bytes as field } from '../wire-writer.ts';

// What onnxruntime's parser, Google's protobuf, would read differently from this reader.

const { onnx }: typeof import('onnx-proto') = createRequire(import.meta.url)('onnx-proto');

const weight = onnx.TensorProto.encode({ name: 'w', dims: [2], dataType: 1 }).finish();
const version = Uint8Array.of(0x08, 8);
const opset = onnx.ModelProto.encode({ opsetImport: [{ version: 13 }] }).finish();
const face = onnx.GraphProto.encode({
  input: [{ name: 'image' }],
  output: [{ name: 'y' }],
}).finish();

const model = (graph: Uint8Array, ...more: Uint8Array[]) =>
  Buffer.concat([version, opset, field(7, graph), ...more]);
const withWeight = (...extra: Uint8Array[]) => model(Buffer.concat([field(5, weight, ...extra), face]));

async function answer(bytes: Uint8Array) {
  const result = await inspectModel(fromBytes(bytes));
  return result.ok ? result.value.externalTensors : result.problem.code;
}

const location = (...bytes: number[]) => Uint8Array.of(0x70, ...bytes);

describe('a weight outside the file', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['is not there by default', withWeight(), []],
    ['shows by its location', withWeight(location(1)), ['w']],
    ['shows by its location alone, the last one', withWeight(location(0), location(1)), ['w']],
    [
      'shows by its entries, whatever its location',
      withWeight(field(13, field(1, Buffer.from('location')))),
      ['w'],
    ],
    // 2^32 + 1, which protobuf cuts to 1.
    [
      'cannot hide in a location beyond 32 bits',
      withWeight(location(0x81, 0x80, 0x80, 0x80, 0x10)),
      'NOT_ONNX',
    ],
    // Protobuf skips these as unknown, and keeps the 1.
    ['cannot hide behind an unknown location', withWeight(location(1), location(2)), 'NOT_ONNX'],
    ['cannot hide behind a packed location', withWeight(location(1), Uint8Array.of(0x72, 1, 0)), 'NOT_ONNX'],
  ])('%s', async (_what, bytes, expected) => {
    expect(await answer(bytes)).toEqual(expected);
  });
});

describe('a name', () => {
  const named = (...name: number[]) =>
    model(Buffer.concat([field(5, field(8, Uint8Array.from(name))), face]));

  it('is refused where it is not UTF-8: two of them would be the same', async () => {
    expect(await answer(named(0x61))).toEqual([]);
    expect(await answer(named(0x61, 0xff))).toBe('NOT_ONNX');
  });

  it('keeps its byte order mark: without it, a weight could pass for the image', async () => {
    expect(await answer(model(face))).toEqual([]);
    const weight = field(5, field(8, Buffer.from('\ufeffimage')));
    const result = await inspectModel(fromBytes(model(Buffer.concat([weight, face]))));
    expect(result).toMatchObject({ value: { inputs: [{ name: 'image' }] } });
  });
});

describe('an input of several types', () => {
  it('is of the last one', async () => {
    const tensor = field(1, Uint8Array.of(8, 1));
    const input = (...types: Uint8Array[]) =>
      model(field(11, field(1, Buffer.from('image')), field(2, ...types)));
    const typeOf = async (bytes: Uint8Array) => {
      const result = await inspectModel(fromBytes(bytes));
      return result.ok && result.value.inputs[0]?.elementType;
    };
    expect(await typeOf(input(tensor))).toBe('float32');
    expect(await typeOf(input(tensor, field(4)))).toBe('other');
    expect(await typeOf(input(field(4), tensor))).toBe('float32');
  });
});

describe('a message that protobuf would merge', () => {
  it('is refused: a second graph', async () => {
    expect(await answer(model(face, field(7, face)))).toBe('NOT_ONNX');
  });

  it('is refused: a second type of an input', async () => {
    const type = onnx.TypeProto.encode({
      tensorType: { elemType: 1, shape: { dim: [{ dimValue: 3 }] } },
    }).finish();
    const input = (...types: Uint8Array[]) =>
      model(
        Buffer.concat([field(11, field(1, Buffer.from('image')), ...types.map((each) => field(2, each)))]),
      );
    expect(await answer(input(type))).toEqual([]);
    expect(await answer(input(type, type))).toBe('NOT_ONNX');
  });

  it('is refused: a second tensor of an attribute', async () => {
    const node = (...tensors: Uint8Array[]) =>
      model(
        Buffer.concat([
          field(1, field(4, Buffer.from('Constant')), field(5, ...tensors.map((each) => field(5, each)))),
          face,
        ]),
      );
    expect(await answer(node(weight))).toEqual([]);
    expect(await answer(node(weight, weight))).toBe('NOT_ONNX');
  });
});
