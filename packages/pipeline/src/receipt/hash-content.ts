import { hashJson } from '@clusterboard/artifacts/canonical-json';
import type { Manifest } from '@clusterboard/datasets';

type Split = Manifest['splits']['train'];

/** Names of files come from where the images lay; the images are the same under others. */
const contentOf = (split: Split) => ({ ...split, namesSha256: undefined });

/** SHA-256 of a dataset's images, labels and classes: the same whatever the dataset and its files are called. */
export const hashContent = ({ format, classNames, splits }: Manifest): string =>
  hashJson({ format, classNames, train: contentOf(splits.train), test: contentOf(splits.test) });
