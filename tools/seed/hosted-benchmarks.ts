/** A benchmark whose images the host of a server brings; without them it shows what others have published. */
export interface HostedBenchmark {
  /** Of the benchmark, and of the dataset pack that is looked for. */
  readonly slug: string;
  readonly position: number;
  readonly name: string;
  readonly summary: string;
  readonly classCount: number;
  readonly dataset: {
    readonly name: string;
    readonly description: string;
    readonly licence: string;
    readonly homepage: string;
    readonly trainCount: number;
    readonly testCount: number;
  };
}

export const hostedBenchmarks: readonly HostedBenchmark[] = [
  {
    slug: 'imagenet-1k',
    position: 2,
    name: 'ImageNet-1k',
    summary:
      'Photographs in a thousand classes: the benchmark of the paper that the protocol follows, and the size that it is made for.',
    classCount: 1000,
    dataset: {
      name: 'ImageNet-1k (ILSVRC 2012)',
      description:
        'The ILSVRC 2012 training images and, as the test split, its validation images. The host of a server brings them.',
      licence: 'ImageNet terms of access',
      homepage: 'https://www.image-net.org/',
      trainCount: 1_281_167,
      testCount: 50_000,
    },
  },
  {
    slug: 'objectnet',
    position: 3,
    name: 'ObjectNet',
    summary:
      'Household objects photographed from unusual sides in unusual places: do the classes come out where ImageNet’s habits do not help?',
    classCount: 313,
    dataset: {
      name: 'ObjectNet',
      description:
        'A test set without a training set: a host who has accepted its terms splits it by class at the import. Its images are shown to nobody.',
      licence: 'CC-BY-4.0 with terms of its own: not for tuning any parameter of a model',
      homepage: 'https://objectnet.dev/',
      // Four fifths of each class, rounded; what an import makes may differ by a few.
      trainCount: 40_218,
      testCount: 10_055,
    },
  },
];
