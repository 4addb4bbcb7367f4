import type { ImportProgress, Pack } from '@clusterboard/datasets';
import type { Protocol } from '@clusterboard/evaluation';
import type { Result } from '@clusterboard/problems';

/** A benchmark that ships with Clusterboard. */
export interface ShippedBenchmark<Dataset = IncludedDataset | HostedDataset> {
  /** Also the slug of its dataset. */
  readonly slug: string;
  /** Order on the landing page. */
  readonly position: number;
  readonly name: string;
  readonly summary: string;
  readonly protocol: Protocol;
  readonly dataset: Dataset;
  readonly reported?: Reported;
}

/** Images that ship with Clusterboard or are downloaded. */
export interface IncludedDataset {
  readonly kind: 'included';
  /** `hashContent` of the manifest: a receipt with this slug must describe the same images, labels and splits. */
  readonly contentSha256: string;
  readonly importInto: (
    datasetsDir: string,
    options?: { readonly onProgress?: (progress: ImportProgress) => void },
  ) => Promise<Result<Pack>>;
}

/** Images that the operator of a server imports; until then the page shows published results only. */
export interface HostedDataset {
  readonly kind: 'hosted';
  readonly classCount: number;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  readonly homepage: string;
  readonly trainCount: number;
  readonly testCount: number;
}

/** What others have published on a benchmark's images; scores are shares of 1. */
export interface Reported {
  readonly results: readonly ReportedResult[];
  readonly curves: readonly ReportedCurve[];
}

interface Publication {
  readonly sourceTitle: string;
  readonly sourceUrl: string;
  readonly provenance: 'PUBLISHED_TABLE' | 'READ_FROM_PLOTS';
  /** How the conditions differ from those of the leaderboard. */
  readonly caveat: string;
}

export interface ReportedResult extends Publication {
  readonly method: string;
  readonly clusters: number | null;
  /** Accuracy of a linear probe. */
  readonly linearProbe: number | null;
  readonly accMean: number;
  readonly accStd: number | null;
  readonly ariMean: number | null;
  readonly ariStd: number | null;
}

export interface ReportedCurve extends Publication {
  readonly axis: 'PCA_DIMENSIONS' | 'CLUSTERS';
  readonly clusters: number | null;
  readonly points: { readonly at: number; readonly acc: number; readonly ari: number }[];
}
