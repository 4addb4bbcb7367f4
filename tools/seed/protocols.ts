import type { Prisma, ProtocolRow } from '@clusterboard/core';
import { type Protocol, protocols } from '@clusterboard/evaluation';

const strict =
  'PCA to at most 256 dimensions, k-means on all training images from five seeds, clusters matched to classes on the training split, scores on the test split.';
const paper =
  'Mini-batch k-means for 60 epochs on all dimensions from five seeds, as in the code published with the paper; clusters matched to classes on the training split, scores on the test split.';

/** Shown on the pages, by protocol. */
const summaries: Readonly<Record<string, string>> = {
  'strict-1': strict,
  'strict-1-over-1.5': `${strict} Three clusters for every two classes.`,
  'paper-2020': paper,
  'paper-2020-over-1.5': `${paper} Three clusters for every two classes.`,
};

/** A protocol as a row of the database. */
export function protocolRow(protocol: Protocol): ProtocolRow {
  const summary = summaries[protocol.id];
  if (summary === undefined) throw new Error(`protocol ${protocol.id} has no summary`);
  return { id: protocol.id, summary, definition: { ...protocol } as Prisma.InputJsonObject };
}

export const protocolRows: readonly ProtocolRow[] = Object.values(protocols).map(protocolRow);
