import type { DatasetModel } from '@clusterboard/database/models';

/**
 * Whether anyone may get the images of a dataset from this server. Where a licence forbids it, features stay
 * here too, since they are made from each image and can tell what it shows.
 */
export const imagesArePublic = ({ gated }: Pick<DatasetModel, 'gated'>): boolean => !gated;
