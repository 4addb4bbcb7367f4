import { Fragment } from 'react';
import { formatBytes, formatWhole } from '../../formatting/format.ts';
import type { Entry } from '../server/read-entry.ts';

/** The features of both splits, to be computed with elsewhere. */
export function FeatureLinks({ features }: { features: NonNullable<Entry['features']> }) {
  return (
    <p className="text-sm leading-relaxed text-ink-soft">
      Download features:{' '}
      {(['test', 'train'] as const).map((split) => {
        const { url, rows, dimension, sizeBytes } = features[split];
        return (
          <Fragment key={split}>
            <a href={url} download className="prose-link">
              {split} {formatWhole(rows)} × {formatWhole(dimension)} .npy
            </a>{' '}
            ({formatBytes(sizeBytes)}){split === 'test' ? ', ' : '.'}
          </Fragment>
        );
      })}{' '}
      float32, one row per image, in dataset order.
    </p>
  );
}
