import { node, tensor, truth, value, writeModel } from '@clusterboard/onnx/model-writer';
import { outputName, side } from './runner-fixture.ts';

// Encoders of 4 × 4 grey images whose features are not those of one image alone, or not the same twice.

const pixels = side * side;
type Node = ReturnType<typeof node>;

const named = (name: string, each: Node): Node => ({ ...each, name });

/** The pixels as `x`, and what `nodes` make of them. */
const model = (
  nodes: readonly Node[],
  initializer: ReturnType<typeof tensor>[] = [],
  batch: number | string = 'batch',
  opset = 13,
) =>
  writeModel(
    {
      input: [value('image', [batch, 1, side, side])],
      output: [value(outputName, [batch, pixels])],
      initializer,
      node: [node('Flatten', ['image'], ['x'], { axis: 1n }), ...nodes],
    },
    [],
    { opset },
  );

const ones = (name: string, length = pixels) => tensor(name, [length], new Float32Array(length).fill(1));
const zeros = (name: string) => tensor(name, [pixels], new Float32Array(pixels));

/** The pixels without the batch's mean image. */
export const batchMean = (batch: number | string = 'batch') =>
  model(
    [
      named('centre', node('ReduceMean', ['x'], ['mean'], { axes: [0n], keepdims: 1n })),
      node('Sub', ['x', 'mean'], [outputName]),
    ],
    [],
    batch,
  );

/** Batch normalisation with the statistics of the batch. */
export const trainingMode = () =>
  model(
    [
      named(
        '/encoder/bn1/BatchNormalization',
        node('BatchNormalization', ['x', 'scale', 'bias', 'mean', 'var'], [outputName, 'mean2', 'var2'], {
          training_mode: 1n,
        }),
      ),
    ],
    [ones('scale'), zeros('bias'), zeros('mean'), ones('var')],
    'batch',
    14,
  );

/** Each image attends to the others of its batch. */
export const batchAttention = () =>
  model(
    [
      node('Mul', ['x', 'scale'], ['q']),
      node('Transpose', ['q'], ['k'], { perm: [1n, 0n] }),
      node('MatMul', ['q', 'k'], ['scores']),
      node('Softmax', ['scores'], ['weights'], { axis: 1n }),
      node('MatMul', ['weights', 'x'], [outputName]),
    ],
    [tensor('scale', [1], Float32Array.of(0.01))],
  );

/** uint8 with the scale of the batch's largest pixel. */
export const dynamicQuantisation = () =>
  model([
    named('quantise', node('DynamicQuantizeLinear', ['x'], ['y', 'y_scale', 'y_zero'])),
    node('DequantizeLinear', ['y', 'y_scale', 'y_zero'], [outputName]),
  ]);

/** Half of the pixels, chosen at random in each run. */
export const dropout = () =>
  model(
    [named('drop', node('Dropout', ['x', 'ratio', 'training'], [outputName]))],
    [tensor('ratio', [], Float32Array.of(0.5)), truth('training')],
  );

/** The pixels and some noise, as a variational encoder samples. */
export const noise = () =>
  model([
    node('RandomNormalLike', ['x'], ['noise'], { scale: 1 }),
    node('Add', ['x', 'noise'], [outputName]),
  ]);
