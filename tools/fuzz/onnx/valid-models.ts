import { readFileSync } from 'node:fs';
import { node, tensor, truth, value, writeModel } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';

// Small models that use what the format has.

const image = value('image', ['batch', 1, 4, 4]);
const features = value('features', ['batch', 'dim']);
const weight = tensor('w', [1, 1, 3, 3], new Float32Array(9).fill(0.5));
const branch = (name: string) => ({
  body: {
    name,
    initializer: [tensor('k', [2], Float32Array.of(1, 2))],
    output: [value('y', ['batch', 16])],
    node: [node('Flatten', ['image'], ['y'], { axis: 1n })],
  },
});

const small = () =>
  writeModel({
    input: [image, value('w', [1, 1, 3, 3])],
    output: [features],
    initializer: [weight],
    node: [node('Conv', ['image', 'w'], ['c']), node('Flatten', ['c'], ['features'], { axis: 1n })],
  });

const withBranches = () =>
  writeModel({
    input: [image],
    output: [features, value('other', null, 'int64')],
    initializer: [truth('go')],
    node: [
      node('If', ['go'], ['features'], { then_branch: branch('then'), else_branch: branch('else') }),
      node('Constant', [], ['other'], { value: tensor('c', [3], BigInt64Array.of(1n, 2n, 3n)) }),
    ],
  });

const withFunctions = () =>
  joined([
    writeModel(
      { input: [image], output: [features], node: [node('Own', ['image'], ['features'], {}, 'own')] },
      [
        { domain: 'own', version: 1 },
        { domain: 'com.microsoft', version: 1 },
      ],
      { irVersion: 8, opset: 17 },
    ),
    bytes(
      25,
      text(1, 'Own'),
      text(10, 'own'),
      text(4, 'x'),
      text(5, 'y'),
      bytes(
        7,
        text(1, 'x'),
        text(2, 'y'),
        text(4, 'Flatten'),
        bytes(5, text(1, 'axis'), integer(3, 1), integer(20, 2)),
      ),
      bytes(9, integer(2, 17)),
      bytes(11, text(1, 'a'), bytes(5, integer(1, 2), integer(2, 1), text(8, 'd'))),
    ),
  ]);

/** Weights outside, sparse and of a sequence: what is refused for what it says. */
const external = [integer(1, 4), integer(2, 1), text(8, 'elsewhere'), integer(14, 1)];
const refused = () =>
  joined([
    integer(1, 8),
    text(2, 'writer'),
    text(3, '1.0'),
    bytes(14, text(1, 'key'), text(2, 'value')),
    bytes(8, integer(2, 13)),
    bytes(
      7,
      text(2, 'graph'),
      bytes(1, text(1, 'image'), text(2, 'features'), text(4, 'Flatten'), text(7, 'ai.onnx')),
      bytes(
        5,
        integer(1, 2),
        integer(1, 3),
        integer(2, 1),
        text(8, 'outside'),
        integer(14, 1),
        bytes(13, text(1, 'location'), text(2, 'x.bin')),
      ),
      bytes(5, ...external),
      bytes(15, bytes(1, integer(1, 2), text(8, 'values')), bytes(2, text(8, 'indices')), integer(3, 4)),
      bytes(
        11,
        text(1, 'image'),
        bytes(
          2,
          bytes(1, integer(1, 1), bytes(2, bytes(1, text(2, 'n')), bytes(1, integer(1, 3)))),
          text(6, 'IMAGE'),
        ),
      ),
      bytes(12, text(1, 'list'), bytes(2, bytes(4, bytes(1, bytes(1, integer(1, 1)))))),
      bytes(13, text(1, 'between'), bytes(2, bytes(1, integer(1, 1)))),
    ),
  ]);

export const validModels = (): Uint8Array[] => [
  small(),
  withBranches(),
  withFunctions(),
  refused(),
  readFileSync(new URL('../../../examples/models/raw-pixels.onnx', import.meta.url)),
];
