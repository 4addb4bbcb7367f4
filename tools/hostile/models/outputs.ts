import { node, tensor, value, type WrittenType } from '@clusterboard/onnx/model-writer';
import { bytes, text } from '@clusterboard/onnx/wire-writer';
import {
  encoder,
  features,
  flatten,
  type HostileModel,
  honest,
  type Node,
  pixels,
  rawModel,
  rawValue,
  refused,
  run,
} from '../hostile-model.ts';

// Outputs that are no features.

const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
const declared =
  (shape: readonly (number | string)[], type: WrittenType = 'float32') =>
  () =>
    honest({ output: [value('features', shape, type)] });
/** An output that says no shape and is made by `nodes`. */
const unsaid =
  (nodes: readonly Node[], ...initializer: ReturnType<typeof tensor>[]) =>
  () =>
    encoder(nodes, { output: [features(null)], initializer });
const reshaped = (...shape: bigint[]) =>
  unsaid([node('Reshape', ['image', 's'], ['features'])], int64('s', ...shape));
/** The pixels times `factor`, so that all or most of them are the same. */
const multiplied = (factor: number, offset = 1) =>
  unsaid(
    [flatten(), node('Mul', ['pixels', 'f'], ['product']), node('Add', ['product', 'o'], ['features'])],
    tensor('f', [1], Float32Array.of(factor)),
    tensor('o', [1], Float32Array.of(offset)),
  );
const raw = (type: Uint8Array) => () => {
  const flattened = bytes(1, text(1, 'image'), text(2, 'other'), text(4, 'Flatten'));
  return rawModel(flattened, bytes(12, text(1, 'other'), type));
};

export const outputs: readonly HostileModel[] = [
  refused('none', 'OUTPUT_MISSING', () => honest({ output: [] })),
  refused('of-whole-numbers', 'OUTPUT_TYPE', declared(['batch', pixels], 'int64')),
  refused('of-booleans', 'OUTPUT_TYPE', declared(['batch', pixels], 'bool')),
  refused('of-bytes', 'OUTPUT_TYPE', declared(['batch', pixels], 'uint8')),
  refused('of-rank-0', 'OUTPUT_SHAPE', declared([])),
  refused('of-rank-1', 'OUTPUT_SHAPE', declared(['batch'])),
  refused('of-rank-5', 'OUTPUT_SHAPE', declared(['batch', 1, 1, 1, pixels])),
  refused('of-20000', 'MODEL_LOAD_FAILED', () =>
    honest({ output: Array.from({ length: 20_000 }, (_, at) => value(`o${at}`, ['n', 1])) }),
  ),
  run('beside-a-sequence', 'MODEL_LOAD_FAILED', raw(bytes(2, bytes(4)))),
  run('of-9000-that-nothing-makes', 'OUTPUT_UNCLEAR', () =>
    honest({ output: [features(), ...Array.from({ length: 9000 }, (_, at) => value(`o${at}`, ['n', 1]))] }),
  ),
  run('of-another-type-than-said', 'MODEL_LOAD_FAILED', () =>
    encoder([flatten(), node('Cast', ['pixels'], ['features'], { to: 7n })]),
  ),
  run('of-another-width-than-said', ['EVALUATED', 'MODEL_LOAD_FAILED'], declared(['batch', 3])),
  run('of-another-rank-than-said', 'LAYOUT_UNCLEAR', declared(['batch', 'a', 'b'])),
  run('of-one-row-for-all', ['OUTPUT_SHAPE', 'MODEL_RUN_FAILED'], reshaped(1n, -1n)),
  run('of-one-row-for-each-pixel', 'OUTPUT_SHAPE', reshaped(-1n, 1n)),
  run('of-a-row-of-rank-5', ['OUTPUT_SHAPE', 'EVALUATED'], reshaped(0n, 1n, 1n, 1n, -1n)),
  run('of-a-number', 'OUTPUT_SHAPE', unsaid([node('ReduceMax', ['image'], ['features'], { keepdims: 0n })])),
  run(
    'without-values',
    'OUTPUT_SHAPE',
    unsaid(
      [flatten(), node('Slice', ['pixels', 's', 's', 'a'], ['features'])],
      int64('s', 0n),
      int64('a', 1n),
    ),
  ),
  run(
    'wider-than-allowed',
    'FEATURES_TOO_WIDE',
    unsaid([flatten(), node('Tile', ['pixels', 't'], ['features'])], int64('t', 1n, 8192n)),
  ),
  run(
    'as-wide-as-the-values',
    'LAYOUT_UNCLEAR',
    unsaid([node('NonZero', ['image'], ['places']), node('Cast', ['places'], ['features'], { to: 1n })]),
  ),
  run('the-same-for-every-image', 'FEATURES_CONSTANT', multiplied(0)),
  run(
    'of-two-values',
    'EVALUATED',
    unsaid(
      [
        flatten(),
        node('ReduceMax', ['pixels'], ['largest'], { axes: [1n] }),
        node('Greater', ['largest', 'half'], ['over']),
        node('Cast', ['over'], ['features'], { to: 1n }),
      ],
      tensor('half', [1], Float32Array.of(130)),
    ),
  ),
  run('of-an-optional', ['OUTPUT_TYPE', 'MODEL_LOAD_FAILED', 'EVALUATED'], () =>
    rawModel(rawValue(12, 'image', ['batch', 1, 4, 4])),
  ),
];
