import { node, tensor, value } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';
import {
  encoder,
  flatten,
  type HostileModel,
  honest,
  irVersion,
  opset,
  rawFlatten,
  rawInput,
  rawOutput,
  rawValue,
  refused,
  run,
  side,
} from '../hostile-model.ts';

// Numbers beyond what they count.

const ir = (version: number | bigint) => () =>
  joined([integer(1, version), opset, bytes(7, rawFlatten, rawInput, rawOutput)]);
const versioned =
  (version: number | bigint, domain = '') =>
  () =>
    joined([
      irVersion,
      bytes(8, text(1, domain), integer(2, version)),
      bytes(7, rawFlatten, rawInput, rawOutput),
    ]);
const input =
  (sizes: readonly (number | bigint | string)[], elementType: number | bigint = 1) =>
  () =>
    joined([irVersion, opset, bytes(7, rawFlatten, rawValue(11, 'image', sizes, elementType), rawOutput)]);
const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
/** The pixels, multiplied and moved. */
const scaled =
  (factor: number, offset = 0) =>
  () =>
    encoder(
      [
        flatten(),
        node('Mul', ['pixels', 'factor'], ['product']),
        node('Add', ['product', 'offset'], ['features']),
      ],
      {
        initializer: [
          tensor('factor', [1], Float32Array.of(factor)),
          tensor('offset', [1], Float32Array.of(offset)),
        ],
      },
    );
/** The pixels and a weight, whose data are so many bytes. */
const weight = (dims: readonly (number | bigint)[], dataType: number | bigint, data: number) => () =>
  joined([
    irVersion,
    opset,
    bytes(
      7,
      bytes(1, text(1, 'image'), text(2, 'pixels'), text(4, 'Flatten')),
      bytes(1, text(1, 'pixels'), text(1, 'w'), text(2, 'features'), text(4, 'Add')),
      rawInput,
      rawOutput,
      bytes(
        5,
        ...dims.map((size) => integer(1, size)),
        integer(2, dataType),
        text(8, 'w'),
        bytes(9, new Uint8Array(data)),
      ),
    ),
  ]);

export const numbers: readonly HostileModel[] = [
  refused('ir-version-0', 'NOT_ONNX', ir(0)),
  refused('ir-version-14', 'MODEL_IR_TOO_NEW', ir(14)),
  refused('ir-version-2-to-the-31', 'NOT_ONNX', ir(2 ** 31)),
  refused('ir-version-negative', 'NOT_ONNX', ir(-1)),
  refused('ir-version-beyond-64-bits', 'NOT_ONNX', () =>
    joined([Uint8Array.of(8, ...Array(9).fill(0xff), 0x7f), opset]),
  ),
  refused('opset-9999', 'MODEL_OPSET_TOO_NEW', versioned(9999)),
  refused('opset-2-to-the-62', 'MODEL_OPSET_TOO_NEW', versioned(2n ** 62n)),
  refused('opset-of-another-domain', 'MODEL_OPSET_TOO_NEW', versioned(6, 'ai.onnx.ml')),
  run('opset-0', 'MODEL_LOAD_FAILED', versioned(0)),
  run('opset-negative', 'MODEL_LOAD_FAILED', versioned(-5)),
  refused('batch-100-million', 'INPUT_BATCH', input([100_000_000, 1, side, side])),
  refused('batch-2-to-the-62', 'INPUT_BATCH', input([2n ** 62n, 1, side, side])),
  refused('channels-4-billion', 'INPUT_CHANNELS', input(['n', 2n ** 32n + 1n, side, side])),
  refused('rank-65', 'INPUT_RANK', input(Array(65).fill(1))),
  refused('element-type-99', 'INPUT_TYPE', input(['n', 1, side, side], 99)),
  refused('element-type-2-to-the-32-and-1', 'NOT_ONNX', input(['n', 1, side, side], 2n ** 32n + 1n)),
  refused('element-type-negative', 'INPUT_TYPE', input(['n', 1, side, side], -1)),
  run('height-2-to-the-40', 'INPUT_SIZE_MISMATCH', input(['n', 1, 2n ** 40n, side])),
  run('weight-of-2-to-the-80-values', 'MODEL_LOAD_FAILED', weight([2n ** 40n, 2n ** 40n], 1, 16)),
  run('weight-whose-size-wraps-to-0', 'MODEL_LOAD_FAILED', weight([2n ** 32n, 2n ** 32n], 1, 0)),
  run('weight-of-negative-size', 'MODEL_LOAD_FAILED', weight([-16], 1, 64)),
  run('weight-of-an-exbibyte', ['MODEL_LOAD_FAILED', 'MODEL_OUT_OF_MEMORY'], weight([2n ** 58n], 1, 64)),
  run('weight-with-too-little-data', 'MODEL_LOAD_FAILED', weight([1000], 1, 16)),
  run('weight-with-too-much-data', 'MODEL_LOAD_FAILED', weight([4], 1, 4096)),
  run('weight-of-an-unknown-type', 'MODEL_LOAD_FAILED', weight([4], 77, 16)),
  run('axis-2-to-the-62', ['MODEL_LOAD_FAILED', 'MODEL_RUN_FAILED'], () =>
    encoder([node('Flatten', ['image'], ['features'], { axis: 2n ** 62n })]),
  ),
  run('shape-with-two-unknowns', ['MODEL_LOAD_FAILED', 'MODEL_RUN_FAILED'], () =>
    encoder([node('Reshape', ['image', 's'], ['features'])], { initializer: [int64('s', -1n, -1n)] }),
  ),
  run('shape-2-to-the-62', ['MODEL_LOAD_FAILED', 'MODEL_RUN_FAILED'], () =>
    encoder([node('Reshape', ['image', 's'], ['features'])], { initializer: [int64('s', 2n ** 62n, 4n)] }),
  ),
  run('padding-negative', ['MODEL_LOAD_FAILED', 'MODEL_RUN_FAILED', 'OUTPUT_SHAPE'], () =>
    encoder([node('Pad', ['image', 'p'], ['padded']), node('Flatten', ['padded'], ['features'])], {
      initializer: [int64('p', 0n, 0n, -9n, -9n, 0n, 0n, -9n, -9n)],
    }),
  ),
  run('index-out-of-bounds', 'MODEL_RUN_FAILED', () =>
    encoder([flatten(), node('Gather', ['pixels', 'i'], ['features'], { axis: 1n })], {
      initializer: [int64('i', 2n ** 40n, -(2n ** 40n))],
    }),
  ),
  run('division-by-0', ['MODEL_CRASHED', 'MODEL_RUN_FAILED', 'MODEL_LOAD_FAILED'], () =>
    encoder([
      flatten(),
      node('Cast', ['pixels'], ['whole'], { to: 7n }),
      node('Sub', ['whole', 'whole'], ['zero']),
      node('Div', ['whole', 'zero'], ['ratio']),
      node('Cast', ['ratio'], ['features'], { to: 1n }),
    ]),
  ),
  run('not-a-number', 'FEATURES_NOT_FINITE', scaled(Number.NaN)),
  run('infinite', 'FEATURES_NOT_FINITE', scaled(Number.POSITIVE_INFINITY, 1)),
  run('beyond-float32', 'FEATURES_NOT_FINITE', scaled(3e38, 3e38)),
  run('finite-and-huge', 'FEATURES_OUT_OF_RANGE', scaled(1e34)),
  run('denormal', ['FEATURES_OUT_OF_RANGE', 'FEATURES_CONSTANT', 'FEATURES_TOO_FEW_DISTINCT'], scaled(1e-43)),
  run('beyond-float16', 'FEATURES_NOT_FINITE', () =>
    encoder(
      [
        flatten(),
        node('Mul', ['pixels', 'factor'], ['product']),
        node('Cast', ['product'], ['features'], { to: 10n }),
      ],
      {
        initializer: [tensor('factor', [1], Float32Array.of(1e6))],
        output: [value('features', ['batch', 16], 'float16')],
      },
    ),
  ),
  run('sizes-that-are-all-0', ['INPUT_SIZE_MISMATCH', 'EVALUATED'], () =>
    honest({ input: [value('image', [0, 0, 0, 0])] }),
  ),
];
