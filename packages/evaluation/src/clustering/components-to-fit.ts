import { widestCovariance } from '@clusterboard/clustering';

/** Principal components beyond which no curve goes. */
export const maxDims = 2048;

/** As many of features so wide that each component costs many passes over them. */
export const maxWideDims = 256;

/**
 * The components that are worth their time beside those that the protocol keeps: all that are wanted of
 * features that are as wide as encoders commonly give, {@link maxWideDims} of wider ones.
 */
export const componentsToFit = (featureDim: number, wanted: number): number =>
  featureDim > widestCovariance ? Math.min(wanted, maxWideDims) : wanted;
