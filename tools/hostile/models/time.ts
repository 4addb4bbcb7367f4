import { node, tensor, truth, value } from '@clusterboard/onnx/model-writer';
import { bytes, joined, text } from '@clusterboard/onnx/wire-writer';
import { encoder, flatten, type Graph, type HostileModel, type Node, pixels, run } from '../hostile-model.ts';

// Models that do not end, or not while anybody waits.

const scalar = (name: string, number: bigint) => tensor(name, [], BigInt64Array.of(number));
const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
const carried = (name: string) => value(name, ['batch', pixels]);

/** The body of a Loop that adds `added` to what it carries. */
const body = (added: string, nodes: readonly Node[] = []): Graph => ({
  name: 'body',
  input: [value('trip', [], 'int64'), value('goes', [], 'bool'), carried('before')],
  output: [value('still', [], 'bool'), carried('after')],
  node: [...nodes, node('Identity', ['goes'], ['still']), node('Add', ['before', added], ['after'])],
});

const looped = (graph: Graph, trips = 2n ** 62n, before: readonly Node[] = []) =>
  encoder(
    [flatten(), ...before, node('Loop', ['trips', 'go', 'pixels'], ['features'], { body: { body: graph } })],
    {
      initializer: [scalar('trips', trips), truth('go'), int64('wide', 400n, 400n)],
    },
  );

/** Twenty loops of a thousand trips inside each other. */
function nestedLoops(): Uint8Array {
  let inner = body('pixels');
  for (let level = 0; level < 20; level++) {
    inner = {
      ...body('sum', [node('Loop', ['trips', 'go', 'before'], ['sum'], { body: { body: inner } })]),
      name: `level${level}`,
    };
  }
  return looped(inner, 1000n);
}

/** Matrix products of 400 × 400, without end. */
const products = () =>
  looped(
    body('largest', [
      node('MatMul', ['ones', 'ones'], ['product']),
      node('ReduceMax', ['product'], ['largest'], { keepdims: 0n }),
    ]),
    2n ** 62n,
    [node('ConstantOfShape', ['wide'], ['ones'])],
  );

/** A loop whose condition is computed and never false. */
const whileTrue = () =>
  encoder(
    [
      flatten(),
      node('Loop', ['', 'go', 'pixels'], ['features'], {
        body: {
          body: {
            ...body('pixels'),
            node: [node('Add', ['before', 'pixels'], ['after']), node('Less', ['trip', 'never'], ['still'])],
          },
        },
      }),
    ],
    { initializer: [truth('go'), scalar('never', 2n ** 62n)] },
  );

/** A convolution with a window of 1000 × 1000, at each of 1000 × 1000 places. */
const convolution = () =>
  encoder(
    [
      node('Pad', ['image', 'p'], ['large']),
      node('ConstantOfShape', ['window'], ['w']),
      node('Conv', ['large', 'w'], ['c']),
      node('ReduceMax', ['c'], ['features'], { axes: [2n, 3n], keepdims: 0n }),
    ],
    {
      initializer: [int64('p', 0n, 0n, 0n, 0n, 0n, 0n, 2000n, 2000n), int64('window', 1n, 1n, 1000n, 1000n)],
    },
  );

/** A Scan over two hundred million steps. */
const scan = () =>
  encoder(
    [
      flatten(),
      node('ConstantOfShape', ['steps'], ['many']),
      node('Scan', ['pixels', 'many'], ['features', 'rest'], {
        num_scan_inputs: 1n,
        body: {
          body: {
            name: 'body',
            input: [carried('before'), value('step', [])],
            output: [carried('after'), value('copy', [])],
            node: [node('Add', ['before', 'step'], ['after']), node('Identity', ['step'], ['copy'])],
          },
        },
      }),
    ],
    { initializer: [int64('steps', 50_000_000n)] },
  );

/** Each function calls the one before it twice: 2^levels nodes when they are inlined. */
function functionsOfFunctions(levels: number): Uint8Array {
  const call = (name: string, domain: string, from: string, to: string) =>
    bytes(7, text(1, from), text(2, to), text(4, name), text(7, domain));
  const functions = Array.from({ length: levels }, (_, level) => {
    const [name, domain] = level === 0 ? ['Identity', ''] : [`F${level - 1}`, 'own'];
    return bytes(
      25,
      text(1, `F${level}`),
      text(10, 'own'),
      text(4, 'x'),
      text(5, 'z'),
      call(name, domain, 'x', 'y'),
      call(name, domain, 'y', 'z'),
      bytes(9, Uint8Array.of(0x10, 13)),
      bytes(9, text(1, 'own'), Uint8Array.of(0x10, 1)),
    );
  });
  const model = encoder(
    [node(`F${levels - 1}`, ['image'], ['same'], {}, 'own'), node('Flatten', ['same'], ['features'])],
    {},
    { irVersion: 8 },
  );
  return joined([model, bytes(8, text(1, 'own'), Uint8Array.of(0x10, 1)), ...functions]);
}

export const time: readonly HostileModel[] = [
  run('a-loop-without-end', 'MODEL_TIMEOUT', () => looped(body('pixels'))),
  run('a-loop-while-true', 'MODEL_TIMEOUT', whileTrue),
  run('loops-in-loops', 'MODEL_TIMEOUT', nestedLoops),
  run('matrix-products-without-end', 'MODEL_TIMEOUT', products),
  run('a-convolution-of-everything', ['MODEL_TIMEOUT', 'MODEL_OUT_OF_MEMORY'], convolution),
  run('a-scan-of-millions', ['MODEL_TIMEOUT', 'MODEL_OUT_OF_MEMORY'], scan),
  run('functions-of-functions', ['MODEL_TIMEOUT', 'MODEL_OUT_OF_MEMORY', 'MODEL_LOAD_FAILED'], () =>
    functionsOfFunctions(40),
  ),
];
