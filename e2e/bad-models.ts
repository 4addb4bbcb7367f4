import { node, tensor, truth, value, writeModel } from '@clusterboard/onnx/model-writer';

const image = value('image', ['batch', 1, 8, 8]);

/** Logarithms of negated pixels: NaN wherever a pixel is not black. */
export const notANumber = (): Uint8Array =>
  writeModel({
    input: [image],
    output: [value('features', ['batch', 64])],
    node: [
      node('Neg', ['image'], ['negative']),
      node('Log', ['negative'], ['log']),
      node('Flatten', ['log'], ['features'], { axis: 1n }),
    ],
  });

/** Adds the pixels up 2^62 times. */
export const endless = (): Uint8Array =>
  writeModel({
    input: [image],
    output: [value('features', ['batch', 64])],
    initializer: [tensor('trips', [], BigInt64Array.of(2n ** 62n)), truth('go')],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('Loop', ['trips', 'go', 'pixels'], ['features'], {
        body: {
          body: {
            name: 'body',
            input: [value('trip', [], 'int64'), value('goes', [], 'bool'), value('before', ['batch', 64])],
            output: [value('still', [], 'bool'), value('after', ['batch', 64])],
            node: [node('Identity', ['goes'], ['still']), node('Add', ['before', 'pixels'], ['after'])],
          },
        },
      }),
    ],
  });
