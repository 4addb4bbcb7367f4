/** Encoders that come with the product, each submitted to every shipped benchmark. */
export interface Example {
  readonly key: string;
  readonly fileName: string;
  readonly name: string;
  readonly description: string;
  /** The side that images are resized to; undefined keeps the data set's own size. */
  readonly side?: number;
}

const encoder = (key: string, name: string, objective: string): Example => ({
  key,
  fileName: `${key}.onnx`,
  name,
  description: `Four convolutions, 128 features. ${objective}`,
  side: 28,
});

export const examples: readonly Example[] = [
  {
    key: 'raw-pixels',
    fileName: 'raw-pixels.onnx',
    name: 'Raw pixels',
    description: 'Baseline: the grey values themselves, nothing learned.',
  },
  {
    key: 'random-projection',
    fileName: 'random-projection.onnx',
    name: 'Random projection',
    description: 'Baseline: 128 fixed Gaussian projections of the pixels, nothing learned.',
    side: 28,
  },
  encoder('random', 'Random weights', 'Baseline: the network as it was initialised, never trained.'),
  encoder('autoencoder', 'Autoencoder', 'Trained on Fashion-MNIST images to reconstruct their pixels.'),
  encoder('rotnet', 'RotNet', 'Trained on Fashion-MNIST images to tell how they were rotated.'),
  encoder('simclr', 'SimCLR', 'Trained on Fashion-MNIST images with the NT-Xent contrastive loss.'),
  encoder(
    'vicreg',
    'VICReg',
    'Trained on Fashion-MNIST images with variance, invariance and covariance terms.',
  ),
  encoder('barlow', 'Barlow Twins', 'Trained on Fashion-MNIST images to decorrelate its features.'),
  encoder(
    'supervised',
    'Supervised',
    'Trained on Fashion-MNIST labels; stands here for comparison with those that saw none.',
  ),
];
