import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteSource, fromBlob, fromBytes } from './byte-source.ts';
import { fromFile } from './file.ts';
import { inspectModel } from './inspect-model.ts';
import type { ModelInspection } from './inspection.ts';
import { node, tensor, truth, value, writeModel } from './model-writer.ts';

const proto: typeof import('onnx-proto') = createRequire(import.meta.url)('onnx-proto');

const modelPath = (name: string) =>
  fileURLToPath(new URL(`../../../examples/models/${name}.onnx`, import.meta.url));

async function inspected(bytes: Uint8Array): Promise<ModelInspection> {
  const result = await inspectModel(fromBytes(bytes));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const codeOf = async (source: ByteSource) => {
  const result = await inspectModel(source);
  return result.ok ? 'ok' : result.problem.code;
};

const small = () =>
  writeModel({
    input: [value('image', ['batch', 3, 8, 8]), value('weight', [4, 3, 1, 1])],
    output: [value('features', ['batch', 4, '?', 8])],
    initializer: [tensor('weight', [4, 3, 1, 1], new Float32Array(12).fill(300))],
    node: [node('Conv', ['image', 'weight'], ['features'])],
  });

describe('a model file', () => {
  it('tells what an independent reader finds in it', async () => {
    const names = ['autoencoder', 'barlow', 'random', 'raw-pixels', 'random-projection'];
    for (const name of names) {
      await using source = await fromFile(modelPath(name));
      const result = await inspectModel(source);
      if (!result.ok) throw new Error(result.problem.message);
      const bytes = readFileSync(modelPath(name));
      const { irVersion, producerName, graph } = proto.onnx.ModelProto.toObject(
        proto.onnx.ModelProto.decode(bytes),
        {
          longs: Number,
          defaults: true,
        },
      );
      const constants = graph.node.flatMap((each: { opType: string; attribute: { t: object }[] }) =>
        each.opType === 'Constant' ? each.attribute.map(({ t }) => t) : [],
      );
      const elements = [...graph.initializer, ...constants].map(({ dims }: { dims: number[] }) =>
        dims.reduce((product, size) => product * size, 1),
      );
      expect(result.value).toMatchObject({
        bytes: bytes.length,
        irVersion,
        producer: { name: producerName },
        nodes: graph.node.length,
        parameters: elements.reduce((sum, count) => sum + count, 0),
        externalTensors: [],
      });
      expect(result.value.inputs.map((input) => input.name)).toEqual(['image']);
      expect(result.value.outputs).toHaveLength(1);
    }
  });

  it('is read through a blob as through bytes', async () => {
    const bytes = new Uint8Array(readFileSync(modelPath('simclr')));
    const result = await inspectModel(fromBlob(new Blob([bytes])));
    expect(result).toEqual({ ok: true, value: await inspected(bytes) });
    expect(await inspected(bytes)).toMatchObject({
      inputs: [{ name: 'image', elementType: 'float32', shape: ['batch', 1, 28, 28] }],
      outputs: [{ name: 'features', elementType: 'float32', shape: ['batch', 128] }],
      opsets: [{ domain: '', version: 13 }],
      parameters: 129_602,
    });
  });

  it('keeps its initializers out of its inputs, and open sizes open', async () => {
    const inspection = await inspected(small());
    expect(inspection.inputs.map(({ name }) => name)).toEqual(['image']);
    expect(inspection.outputs[0]?.shape).toEqual(['batch', 4, '?', 8]);
    expect(inspection.parameters).toBe(12);
    expect(inspection.operators).toEqual([{ domain: '', name: 'Conv', count: 1 }]);
    const open = await inspected(
      writeModel({ input: [value('image', null)], output: [value('y', [-1, 0])] }),
    );
    expect(open.inputs[0]?.shape).toBeNull();
    expect(open.outputs[0]?.shape).toEqual(['?', '?']);
  });

  it('is walked into its subgraphs and functions', async () => {
    const outside = {
      ...tensor('hidden', [5], new Float32Array(0)),
      dataLocation: proto.onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [{ key: 'location', value: '../secret.bin' }],
    };
    const body = {
      name: 'body',
      initializer: [outside],
      node: [node('Twice', ['hidden'], ['y'], {}, 'own'), node('Odd', ['y'], ['z'], {}, 'elsewhere')],
    };
    const model = proto.onnx.ModelProto.create({
      irVersion: 8,
      opsetImport: [{ version: 13 }, { domain: 'own', version: 1 }],
      graph: { initializer: [truth('c')], node: [node('If', ['c'], ['z'], { then_branch: { body } })] },
      functions: [
        {
          name: 'Twice',
          domain: 'own',
          node: [node('Constant', [], ['k'], { value: tensor('k', [7], new Float32Array(7)) })],
        },
      ],
    });
    const inspection = await inspected(proto.onnx.ModelProto.encode(model).finish());
    expect(inspection.externalTensors).toEqual(['hidden']);
    expect(inspection.nodes).toBe(4);
    expect(inspection.parameters).toBe(1 + 5 + 7);
    expect(inspection.operators.map(({ domain, name }) => `${domain}.${name}`).sort()).toEqual([
      '.Constant',
      '.If',
      'elsewhere.Odd',
    ]);
  });

  it('is not held in memory: the data of tensors are passed over', async () => {
    const weights = new Float32Array(4_000_000);
    const bytes = writeModel({
      input: [value('image', [1, 1, 8, 8])],
      output: [value('features', [1, 4])],
      initializer: [tensor('large', [weights.length], weights)],
    });
    let read = 0;
    const result = await inspectModel({
      size: bytes.length,
      read: async (offset, length) => {
        read += length;
        return bytes.subarray(offset, offset + length);
      },
    });
    expect(result.ok && result.value.parameters).toBe(weights.length);
    expect(read).toBeLessThan(300_000);
  });
});

describe('a broken file', () => {
  it('cut off anywhere is called truncated once it shows itself as ONNX', async () => {
    const bytes = small();
    const codes = await Promise.all(
      Array.from(bytes, (_, length) => codeOf(fromBytes(bytes.subarray(0, length)))),
    );
    // The tag and the version are the first two bytes.
    expect(codes.slice(0, 2)).toEqual(['NOT_ONNX', 'NOT_ONNX']);
    expect(new Set(codes.slice(2))).toEqual(new Set(['MODEL_TRUNCATED']));
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['a zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0)],
    ['a pickle', Uint8Array.of(0x80, 2, 0x7d, 0x71, 0)],
    ['HDF5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['zeros', new Uint8Array(4096)],
    ['numbers that never end', new Uint8Array(4096).fill(0xff)],
  ])('of %s is not ONNX', async (_, bytes) => {
    expect(await codeOf(fromBytes(bytes))).toBe('NOT_ONNX');
  });

  it('of any bytes, or with any bytes changed, gives an answer', async () => {
    const model = small();
    const answers = ['ok', 'NOT_ONNX', 'MODEL_TRUNCATED', 'MODEL_LOAD_FAILED'];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(answers).toContain(await codeOf(fromBytes(bytes)));
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(model.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (changes) => {
          const bytes = Uint8Array.from(model);
          for (const [at, byte] of changes) bytes[at] = byte;
          expect(answers).toContain(await codeOf(fromBytes(bytes)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('that shrinks while it is read is truncated', async () => {
    const bytes = small();
    const source: ByteSource = { size: bytes.length, read: async () => bytes.subarray(0, 20) };
    expect(await codeOf(source)).toBe('MODEL_TRUNCATED');
  });

  it('lets a fault of the disk through', async () => {
    const source: ByteSource = { size: 10, read: () => Promise.reject(new Error('EIO')) };
    await expect(inspectModel(source)).rejects.toThrow('EIO');
  });
});

describe('a hostile file', () => {
  const head = [8, 7];
  const varint = (size: number): number[] =>
    size < 128 ? [size] : [(size % 128) + 128, ...varint(Math.floor(size / 128))];
  const field = (number: number, bytes: Uint8Array) =>
    Uint8Array.from([number * 8 + 2, ...varint(bytes.length), ...bytes]);

  it('cannot nest without end', async () => {
    let graph = new Uint8Array(0);
    for (let depth = 0; depth < 200; depth++) graph = field(1, field(5, field(6, graph)));
    expect(await codeOf(fromBytes(Uint8Array.from([...head, ...field(7, graph)])))).toBe('MODEL_LOAD_FAILED');
  });

  it('cannot have names without end', async () => {
    const name = 'x'.repeat(10_000);
    expect(await codeOf(fromBytes(writeModel({ node: [node(name, [], [])] })))).toBe('MODEL_LOAD_FAILED');
  });

  it('cannot have fields without end', async () => {
    const fields = new Uint8Array(22_000_000);
    for (let at = 0; at < fields.length; at += 2) fields[at] = 8 * 5;
    const bytes = new Uint8Array(fields.length + 2);
    bytes.set(head);
    bytes.set(fields, 2);
    expect(await codeOf(fromBytes(bytes))).toBe('MODEL_LOAD_FAILED');
  });

  it('cannot overflow the count of its parameters', async () => {
    const huge = 2 ** 40;
    const bytes = writeModel({ initializer: [{ name: 'w', dims: [huge, huge, huge], dataType: 1 }] });
    expect((await inspected(bytes)).parameters).toBe(Number.MAX_SAFE_INTEGER);
  });
});
