import { node, tensor, truth } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';
import {
  type Ending,
  encoder,
  flatten,
  type HostileModel,
  type Node,
  pixels,
  rawModel,
  refused,
  run,
} from '../hostile-model.ts';

// Operators that there are not, that reach outside, and that do not treat each image alone.

const domain =
  (name: string, operator = 'Reader') =>
  () =>
    joined([
      encoder([node(operator, ['image'], ['features'], {}, name)]),
      bytes(8, text(1, name), integer(2, 1)),
    ]);
const inFunction = () =>
  joined([
    rawModel(),
    bytes(8, text(1, 'own'), integer(2, 1)),
    bytes(25, text(1, 'Own'), text(10, 'own'), bytes(7, text(4, 'Reader'), text(7, 'elsewhere'))),
  ]);
const only =
  (operator: string, attributes: Parameters<typeof node>[3] = {}, opset = 13) =>
  () =>
    encoder([node(operator, ['image'], ['features'], attributes)], {}, { opset });
const loads: readonly Ending[] = ['MODEL_LOAD_FAILED'];
const onPixels =
  (nodes: readonly Node[], initializer: ReturnType<typeof tensor>[] = [], opset = 13) =>
  () =>
    encoder([flatten(), ...nodes], { initializer }, { opset });
const ones = (name: string) => tensor(name, [pixels], new Float32Array(pixels).fill(1));
/** Functions that call each other. */
const recursion = () => {
  const calls = (name: string, other: string) =>
    bytes(
      25,
      text(1, name),
      text(10, 'own'),
      text(4, 'x'),
      text(5, 'y'),
      bytes(7, text(1, 'x'), text(2, 'y'), text(4, other), text(7, 'own')),
      bytes(9, text(1, 'own'), integer(2, 1)),
    );
  return joined([
    encoder(
      [node('F', ['image'], ['same'], {}, 'own'), node('Flatten', ['same'], ['features'])],
      {},
      { irVersion: 8 },
    ),
    bytes(8, text(1, 'own'), integer(2, 1)),
    calls('F', 'G'),
    calls('G', 'F'),
  ]);
};
/** A function of the model with the name of a standard operator. */
const shadow = () =>
  joined([
    encoder([node('Flatten', ['image'], ['features'])], {}, { irVersion: 8 }),
    bytes(
      25,
      text(1, 'Flatten'),
      text(4, 'x'),
      text(5, 'y'),
      bytes(7, text(1, 'x'), text(2, 'y'), text(4, 'Reader')),
      bytes(9, integer(2, 13)),
    ),
  ]);

export const operators: readonly HostileModel[] = [
  refused('of-a-foreign-domain', 'MODEL_UNSUPPORTED_OPERATOR', domain('evil.example')),
  refused('of-python', 'MODEL_UNSUPPORTED_OPERATOR', domain('ai.onnx.contrib', 'PyOp')),
  refused('of-training', 'MODEL_UNSUPPORTED_OPERATOR', domain('ai.onnx.preview.training', 'Gradient')),
  refused('of-pytorch', 'MODEL_UNSUPPORTED_OPERATOR', domain('org.pytorch.aten', 'ATen')),
  refused('of-the-runtime-itself', 'MODEL_UNSUPPORTED_OPERATOR', domain('com.ms.internal.nhwc', 'Conv')),
  refused('of-a-domain-with-a-space', 'MODEL_UNSUPPORTED_OPERATOR', domain('com.microsoft ')),
  refused('in-a-function', 'MODEL_UNSUPPORTED_OPERATOR', inFunction),
  refused('of-ten-thousand-kinds', 'MODEL_LOAD_FAILED', () =>
    encoder([...Array.from({ length: 10_001 }, (_, at) => node(`Op${at}`, [], [])), flatten('features')]),
  ),
  run('that-are-not-there', loads, only('Clairvoyance')),
  run('without-a-name', loads, only('')),
  run('of-a-later-opset', loads, only('Gelu', {}, 13)),
  run('of-an-earlier-opset', loads, only('Upsample', {}, 13)),
  run('of-compiled-binaries', loads, domain('com.microsoft', 'EPContext')),
  run('that-are-not-there-in-the-runtime-domain', loads, domain('com.microsoft', 'Reader')),
  run('that-call-each-other', ['MODEL_LOAD_FAILED', 'MODEL_CRASHED', 'MODEL_OUT_OF_MEMORY'], recursion),
  run('that-shadow-the-standard', ['MODEL_LOAD_FAILED', 'EVALUATED'], shadow),
  run('with-an-attribute-of-another-type', loads, only('Flatten', { axis: 'all' })),
  run('without-a-needed-attribute', loads, only('Cast')),
  run('with-a-body-that-is-missing', loads, onPixels([node('If', ['go'], ['features'])], [truth('go')])),
  run('of-text', ['MODEL_LOAD_FAILED', 'OUTPUT_TYPE'], only('StringNormalizer')),
  run(
    'that-choose-at-random',
    'FEATURES_NOT_DETERMINISTIC',
    onPixels([
      node('RandomNormalLike', ['pixels'], ['noise']),
      node('Add', ['pixels', 'noise'], ['features']),
    ]),
  ),
  run(
    'that-drop-at-random',
    'FEATURES_NOT_DETERMINISTIC',
    onPixels(
      [node('Dropout', ['pixels', 'ratio', 'training'], ['features'])],
      [tensor('ratio', [], Float32Array.of(0.5)), truth('training')],
    ),
  ),
  run(
    'that-average-the-batch',
    'FEATURES_DEPEND_ON_BATCH',
    onPixels([
      node('ReduceMean', ['pixels'], ['mean'], { axes: [0n], keepdims: 1n }),
      node('Sub', ['pixels', 'mean'], ['features']),
    ]),
  ),
  run(
    'that-sort-the-batch',
    'FEATURES_DEPEND_ON_BATCH',
    onPixels([node('CumSum', ['pixels', 'axis'], ['features'])], [tensor('axis', [], BigInt64Array.of(0n))]),
  ),
  run(
    'that-quantise-the-batch',
    ['FEATURES_DEPEND_ON_BATCH', 'EVALUATED'],
    onPixels([
      node('DynamicQuantizeLinear', ['pixels'], ['y', 's', 'z']),
      node('DequantizeLinear', ['y', 's', 'z'], ['features']),
    ]),
  ),
  run(
    'in-training-mode',
    ['FEATURES_DEPEND_ON_BATCH', 'FEATURES_NOT_DETERMINISTIC'],
    onPixels(
      [
        node('BatchNormalization', ['pixels', 'one', 'zero', 'zero', 'one'], ['features', 'm', 'v'], {
          training_mode: 1n,
        }),
      ],
      [ones('one'), tensor('zero', [pixels], new Float32Array(pixels))],
      14,
    ),
  ),
  run(
    'that-read-the-row-number',
    'FEATURES_DEPEND_ON_BATCH',
    onPixels(
      [
        node('Shape', ['pixels'], ['shape']),
        node('Gather', ['shape', 'first'], ['rows']),
        node('Range', ['from', 'rows', 'step'], ['numbers']),
        node('Cast', ['numbers'], ['values'], { to: 1n }),
        node('Unsqueeze', ['values', 'axis'], ['features']),
      ],
      [
        tensor('first', [], BigInt64Array.of(0n)),
        tensor('from', [], BigInt64Array.of(0n)),
        tensor('step', [], BigInt64Array.of(1n)),
        tensor('axis', [1], BigInt64Array.of(1n)),
      ],
    ),
  ),
];
