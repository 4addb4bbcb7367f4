import { node, tensor, truth, value } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';
import {
  type Ending,
  encoder,
  features,
  flatten,
  type HostileModel,
  honest,
  image,
  irVersion,
  type Node,
  rawFlatten,
  rawInput,
  rawOutput,
  refused,
  run,
  side,
} from '../hostile-model.ts';

// Graphs that are well written and make no sense.

const loads: readonly Ending[] = ['MODEL_LOAD_FAILED'];
const fails: readonly Ending[] = ['MODEL_LOAD_FAILED', 'MODEL_RUN_FAILED'];
const graph =
  (...nodes: Node[]) =>
  () =>
    encoder(nodes);
const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
const withWeights =
  (nodes: readonly Node[], ...initializer: ReturnType<typeof tensor>[]) =>
  () =>
    encoder(nodes, { initializer });
const zeros = (name: string, ...dims: number[]) =>
  tensor(name, dims, new Float32Array(dims.reduce((product, size) => product * size, 1)));
const branch = (name: string, nodes: readonly Node[]) => ({
  body: { name, output: [value('y', ['batch', 16])], node: [...nodes] },
});

export const invalidGraphs: readonly HostileModel[] = [
  refused('without-an-input', 'MODEL_NO_INPUT', () => encoder([flatten('features')], { input: [] })),
  refused('with-two-inputs', 'MODEL_SEVERAL_INPUTS', () =>
    honest({ input: [image, value('other', ['batch', 1])] }),
  ),
  refused('with-9000-inputs', 'MODEL_SEVERAL_INPUTS', () =>
    honest({ input: Array.from({ length: 9000 }, (_, at) => value(`i${at}`, ['n', 1, side, side])) }),
  ),
  refused('with-20000-inputs', 'MODEL_LOAD_FAILED', () =>
    honest({ input: Array.from({ length: 20_000 }, (_, at) => value(`i${at}`, ['n'])) }),
  ),
  refused('with-an-input-that-is-a-weight', 'MODEL_NO_INPUT', () =>
    honest({ initializer: [zeros('image', 1, 1, side, side)] }),
  ),
  refused('with-an-input-of-a-sequence', 'INPUT_TYPE', () =>
    joined([
      irVersion,
      bytes(8, integer(2, 13)),
      bytes(
        7,
        rawFlatten,
        bytes(11, text(1, 'image'), bytes(2, bytes(4, bytes(1, bytes(1, integer(1, 1)))))),
        rawOutput,
      ),
    ]),
  ),
  refused('with-an-input-that-becomes-a-sequence', 'INPUT_TYPE', () =>
    joined([
      irVersion,
      bytes(8, integer(2, 13)),
      bytes(
        7,
        rawFlatten,
        rawOutput,
        bytes(11, text(1, 'image'), bytes(2, bytes(1, integer(1, 1), bytes(2)), bytes(4))),
      ),
    ]),
  ),
  run(
    'with-a-weight-twice',
    fails.concat('EVALUATED'),
    withWeights([flatten('features')], zeros('w', 1), zeros('w', 2)),
  ),
  run(
    'in-a-circle',
    loads,
    graph(
      node('Add', ['a', 'image'], ['b']),
      node('Add', ['b', 'image'], ['a']),
      node('Flatten', ['a'], ['features']),
    ),
  ),
  run('of-one-node-that-feeds-itself', loads, graph(node('Add', ['features', 'image'], ['features']))),
  run(
    'out-of-order',
    ['MODEL_LOAD_FAILED', 'EVALUATED'],
    graph(node('Identity', ['pixels'], ['features']), flatten()),
  ),
  run('with-an-undefined-value', loads, graph(node('Add', ['image', 'nothing'], ['features']))),
  run('with-a-value-made-twice', loads, graph(flatten('features'), flatten('features'))),
  run('with-an-output-that-nothing-makes', loads, graph(flatten())),
  run('without-nodes', loads, graph()),
  run(
    'with-the-input-as-output',
    ['OUTPUT_SHAPE', 'EVALUATED', 'MODEL_LOAD_FAILED', 'FEATURES_TOO_FEW_DISTINCT', 'FEATURES_CONSTANT'],
    () => encoder([], { input: [image], output: [value('image', ['batch', 1, side, side])] }),
  ),
  run(
    'with-a-node-without-outputs',
    fails.concat('EVALUATED'),
    graph(node('Flatten', ['image'], []), flatten('features')),
  ),
  run(
    'with-too-many-inputs-of-a-node',
    loads,
    graph(node('Flatten', ['image', 'image', 'image'], ['features'])),
  ),
  run(
    'with-types-that-do-not-fit',
    loads,
    withWeights(
      [node('Add', ['image', 'whole'], ['sum']), node('Flatten', ['sum'], ['features'])],
      int64('whole', 1n),
    ),
  ),
  run(
    'with-shapes-that-do-not-fit',
    fails,
    withWeights([flatten(), node('MatMul', ['pixels', 'w'], ['features'])], zeros('w', 7, 3)),
  ),
  run(
    'with-channels-that-do-not-fit',
    fails,
    withWeights(
      [node('Conv', ['image', 'w'], ['c']), node('Flatten', ['c'], ['features'])],
      zeros('w', 4, 3, 3, 3),
    ),
  ),
  run(
    'with-a-window-beyond-the-image',
    fails.concat('OUTPUT_SHAPE'),
    withWeights(
      [node('Conv', ['image', 'w'], ['c']), node('Flatten', ['c'], ['features'])],
      zeros('w', 1, 1, 9, 9),
    ),
  ),
  run(
    'with-a-shape-that-does-not-fit',
    'MODEL_RUN_FAILED',
    withWeights([node('Reshape', ['image', 's'], ['features'])], int64('s', -1n, 7n)),
  ),
  run('with-a-branch-without-a-value', loads, () =>
    encoder(
      [
        node('If', ['go'], ['features'], {
          then_branch: branch('then', []),
          else_branch: branch('else', []),
        }),
      ],
      { initializer: [truth('go')] },
    ),
  ),
  run('with-a-branch-that-reads-from-nowhere', loads, () =>
    encoder(
      [
        node('If', ['go'], ['features'], {
          then_branch: branch('then', [node('Identity', ['far'], ['y'])]),
          else_branch: branch('else', [flatten('y')]),
        }),
      ],
      { initializer: [truth('go')] },
    ),
  ),
  run('with-another-opset-twice', fails.concat('EVALUATED'), () =>
    joined([
      irVersion,
      bytes(8, integer(2, 13)),
      bytes(8, integer(2, 7)),
      bytes(7, rawFlatten, rawInput, rawOutput),
    ]),
  ),
  run('without-the-standard-opset', fails.concat('EVALUATED'), () =>
    joined([
      irVersion,
      bytes(8, text(1, 'com.microsoft'), integer(2, 1)),
      bytes(7, rawFlatten, rawInput, rawOutput),
    ]),
  ),
  run('with-a-wrong-type-of-a-value-between', loads, () =>
    encoder([flatten(), node('Identity', ['pixels'], ['features'])], {
      valueInfo: [value('pixels', ['batch', 16], 'int64')],
    }),
  ),
  run('of-a-thousand-nodes-in-a-row', 'EVALUATED', () =>
    encoder([
      flatten('x0'),
      ...Array.from({ length: 1000 }, (_, at) => node('Neg', [`x${at}`], [`x${at + 1}`])),
      node('Identity', ['x1000'], ['features']),
    ]),
  ),
  run('with-an-output-named-twice', 'OUTPUT_UNCLEAR', () => honest({ output: [features(), features()] })),
];
