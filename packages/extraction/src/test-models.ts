import { node, tensor, truth, value, type WrittenType, writeModel } from '@clusterboard/onnx/model-writer';
import { outputName, side } from './runner-fixture.ts';

// Encoders of 4 × 4 grey images, good and bad.

const image = value('image', ['batch', 1, side, side]);
const pixels = side * side;
const int64 = (name: string, ...values: bigint[]) =>
  tensor(name, [values.length], BigInt64Array.from(values));
const scalar = (name: string, number: bigint) => tensor(name, [], BigInt64Array.of(number));
const output = (shape: readonly (number | string)[]) => value(outputName, shape);

/** The pixels as they are; `batch` fixes the number of images per run. */
export const identity = (batch: number | string = 'batch') =>
  writeModel({
    input: [value('image', [batch, 1, side, side])],
    output: [output([batch, pixels])],
    node: [node('Flatten', ['image'], [outputName], { axis: 1n })],
  });

/** The values of the input tensor as they come, for an input of any element type, layout and batch. */
export const inputValues = (type: WrittenType, shape: readonly (number | string)[]) =>
  writeModel({
    input: [value('image', shape, type)],
    output: [output([shape[0] ?? 'batch', 'dim'])],
    node: [
      node('Cast', ['image'], ['values'], { to: 1n }),
      node('Flatten', ['values'], [outputName], { axis: 1n }),
    ],
  });

/** The pixels as they are, from an input of another element type, with the channel last. */
export const channelsLast = (type: 'float16' | 'uint8') => inputValues(type, ['batch', side, side, 1]);

/** All in float16, the features too. */
export const halfPrecision = () =>
  writeModel({
    input: [value('image', ['batch', 1, side, side], 'float16')],
    output: [value(outputName, ['batch', pixels], 'float16')],
    node: [node('Flatten', ['image'], [outputName], { axis: 1n })],
  });

/** The image reshaped: [0, …] keeps the batch. */
export const reshaped = (...shape: bigint[]) =>
  writeModel({
    input: [image],
    output: [output(shape.map((_, axis) => `d${axis}`))],
    initializer: [int64('shape', ...shape)],
    node: [node('Reshape', ['image', 'shape'], [outputName])],
  });

/** log(pixel): −∞ for black. */
export const logarithm = () =>
  writeModel({
    input: [image],
    output: [output(['batch', pixels])],
    node: [node('Log', ['image'], ['log']), node('Flatten', ['log'], [outputName], { axis: 1n })],
  });

/** The pixels repeated `times` over. */
export const wide = (times: bigint) =>
  writeModel({
    input: [image],
    output: [output(['batch', 'dim'])],
    initializer: [int64('times', 1n, times)],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('Tile', ['pixels', 'times'], [outputName]),
    ],
  });

/** Repeats the image into `copies` × 64 bytes per image in one allocation. */
export const hungry = (copies: bigint) =>
  writeModel({
    input: [image],
    output: [output(['batch', 1])],
    initializer: [int64('column', 0n, 16n, 1n), int64('copies', 1n, 16n, copies)],
    node: [
      node('Reshape', ['image', 'column'], ['pixels']),
      node('Expand', ['pixels', 'copies'], ['much']),
      node('ReduceMax', ['much'], [outputName], { axes: [1n, 2n], keepdims: 0n }),
    ],
  });

/** Goes round for ever, or so many times, holding `copies` × 64 bytes per image while it does. */
export const endless = (copies = 1n, trips = 2n ** 62n) =>
  writeModel({
    input: [image],
    output: [output(['batch', 'dim'])],
    initializer: [int64('times', 1n, copies), scalar('trips', trips), truth('go')],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('Tile', ['pixels', 'times'], ['held']),
      node('Loop', ['trips', 'go', 'pixels'], [outputName], {
        body: {
          body: {
            name: 'body',
            input: [
              value('trip', [], 'int64'),
              value('goes', [], 'bool'),
              value('before', ['batch', pixels]),
            ],
            output: [value('still', [], 'bool'), value('after', ['batch', pixels])],
            node: [
              node('Identity', ['goes'], ['still']),
              node('ReduceMax', ['held'], ['largest'], { axes: [1n] }),
              node('Add', ['before', 'largest'], ['after']),
            ],
          },
        },
      }),
    ],
  });

/** Asks for an operator that there is not. */
export const unknownOperator = () =>
  writeModel({
    input: [image],
    output: [output(['batch', pixels])],
    node: [node('Clairvoyance', ['image'], [outputName])],
  });

export const twoInputs = () =>
  writeModel({
    input: [image, value('other', ['batch', pixels])],
    output: [output(['batch', pixels])],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('Add', ['pixels', 'other'], [outputName]),
    ],
  });

/** Whole numbers instead of features. */
export const labels = () =>
  writeModel({
    input: [image],
    output: [value(outputName, ['batch', 1], 'int64')],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('ArgMax', ['pixels'], [outputName], { axis: 1n, keepdims: 1n }),
    ],
  });

/** The pixels, without every axis of length 1: also that of a batch of one image. */
export const squeezed = () =>
  writeModel({
    input: [image],
    output: [output(['batch', side, side])],
    node: [node('Squeeze', ['image'], ['pixels']), node('Flatten', ['pixels'], [outputName], { axis: 1n })],
  });
