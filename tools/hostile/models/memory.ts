import { node, tensor, value } from '@clusterboard/onnx/model-writer';
import { type Ending, encoder, flatten, type HostileModel, run } from '../hostile-model.ts';

// Small files that ask for all the memory there is.

/** How a process without memory ends is the runtime's and the kernel's to say. */
const outOfMemory: readonly Ending[] = [
  'MODEL_OUT_OF_MEMORY',
  'MODEL_RUN_FAILED',
  'MODEL_LOAD_FAILED',
  'MODEL_CRASHED',
];

const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
const scalar = (name: string, number: bigint) => tensor(name, [], BigInt64Array.of(number));
/** `much` of any shape as one feature. */
const summed = node('ReduceMax', ['much'], ['largest'], { keepdims: 0n });
const spread = [summed, flatten(), node('Add', ['pixels', 'largest'], ['features'])];
const hungry =
  (nodes: Parameters<typeof encoder>[0], initializer: ReturnType<typeof tensor>[], opset = 13) =>
  () =>
    encoder([...nodes, ...spread], { initializer }, { opset });

/** Each node doubles what the one before it gave: 2^levels times the pixels. */
const doublings = (levels: number) => () =>
  encoder([
    flatten('d0'),
    ...Array.from({ length: levels }, (_, level) =>
      node('Concat', [`d${level}`, `d${level}`], [`d${level + 1}`], { axis: 1n }),
    ),
    node('ReduceMax', [`d${levels}`], ['features'], { axes: [1n] }),
  ]);

const grown = () =>
  encoder(
    [
      flatten(),
      node('Loop', ['trips', '', 'pixels'], ['much'], {
        body: {
          body: {
            name: 'body',
            input: [value('trip', [], 'int64'), value('goes', [], 'bool'), value('before', null)],
            output: [value('still', [], 'bool'), value('after', null)],
            node: [
              node('Identity', ['goes'], ['still']),
              node('Concat', ['before', 'before'], ['after'], { axis: 1n }),
            ],
          },
        },
      }),
      node('ReduceMax', ['much'], ['features'], { axes: [1n] }),
    ],
    { initializer: [scalar('trips', 60n)] },
  );

export const memory: readonly HostileModel[] = [
  run(
    'expand',
    outOfMemory,
    hungry(
      [flatten('x'), node('Unsqueeze', ['x', 'a'], ['u']), node('Expand', ['u', 's'], ['much'])],
      [int64('a', 2n), int64('s', 1n, 1n, 2n ** 34n)],
    ),
  ),
  run(
    'tile',
    outOfMemory,
    hungry([node('Tile', ['image', 's'], ['much'])], [int64('s', 1n, 1n, 2n ** 20n, 2n ** 16n)]),
  ),
  run(
    'a-constant-of-any-shape',
    outOfMemory,
    hungry([node('ConstantOfShape', ['s'], ['much'])], [int64('s', 2n ** 36n)]),
  ),
  run(
    'a-constant-of-a-shape-that-wraps',
    outOfMemory,
    hungry([node('ConstantOfShape', ['s'], ['much'])], [int64('s', 2n ** 32n, 2n ** 32n, 2n)]),
  ),
  run(
    'a-range',
    outOfMemory,
    hungry(
      [node('Range', ['from', 'to', 'step'], ['whole']), node('Cast', ['whole'], ['much'], { to: 1n })],
      [scalar('from', 0n), scalar('to', 2n ** 40n), scalar('step', 1n)],
    ),
  ),
  run(
    'one-hot',
    outOfMemory,
    hungry(
      [node('ArgMax', ['image'], ['i'], { axis: 1n }), node('OneHot', ['i', 'depth', 'two'], ['much'])],
      [scalar('depth', 2n ** 36n), tensor('two', [2], Float32Array.of(0, 1))],
    ),
  ),
  run(
    'padding',
    outOfMemory,
    hungry(
      [node('Pad', ['image', 'p'], ['much'])],
      [int64('p', 0n, 0n, 0n, 0n, 0n, 0n, 2n ** 20n, 2n ** 18n)],
    ),
  ),
  run(
    'resizing',
    outOfMemory,
    hungry(
      [node('Resize', ['image', '', 'factors'], ['much'])],
      [tensor('factors', [4], Float32Array.of(1, 1, 60_000, 60_000))],
    ),
  ),
  run(
    'an-outer-product',
    outOfMemory,
    hungry(
      [
        node('Reshape', ['image', 'c'], ['x']),
        node('Tile', ['x', 't'], ['column']),
        node('Transpose', ['column'], ['row']),
        node('MatMul', ['column', 'row'], ['much']),
      ],
      [int64('c', -1n, 1n), int64('t', 10_000n, 1n)],
    ),
  ),
  run(
    'random-numbers',
    outOfMemory,
    hungry([node('RandomNormal', [], ['much'], { shape: [2n ** 18n, 2n ** 18n] })], []),
  ),
  run(
    'an-identity-matrix',
    outOfMemory,
    hungry(
      [
        node('Cast', ['s'], ['m'], { to: 1n }),
        node('Expand', ['m', 's'], ['x']),
        node('EyeLike', ['x'], ['much']),
      ],
      [int64('s', 2n ** 18n, 2n ** 18n)],
    ),
  ),
  run(
    'transposed-convolution',
    outOfMemory,
    hungry(
      [node('ConvTranspose', ['image', 'w'], ['much'], { strides: [60_000n, 60_000n] })],
      [tensor('w', [1, 1, 1, 1], Float32Array.of(1))],
    ),
  ),
  run('doublings', outOfMemory, doublings(40)),
  run('a-loop-that-grows', outOfMemory, grown),
];
