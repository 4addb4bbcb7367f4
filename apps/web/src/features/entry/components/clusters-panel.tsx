import Link from 'next/link';
import { Panel } from '../../../ui/panel.tsx';
import { formatWhole } from '../../formatting/format.ts';
import { entryHref } from '../lib/entry-href.ts';
import type { ClusterView } from '../server/read-views.ts';

interface Props {
  readonly entryId: string;
  readonly clusters: readonly ClusterView[];
  /** Clusters of the entry. */
  readonly total: number;
  readonly size: { readonly width: number; readonly height: number };
}

/** As many strips as the API gives at once. */
export const maxStrips = 100;

/** Every cluster as the test images nearest to its centroid. */
export function ClustersPanel({ entryId, clusters, total, size }: Props) {
  const most = Math.min(total, maxStrips);
  return (
    <Panel title="Clusters">
      <p className="mb-4 max-w-3xl text-sm leading-relaxed text-ink-soft">
        Test images closest to each centroid, in the run with the median accuracy. Outlined images belong to a
        different class.
      </p>
      <ul className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
        {clusters.map((cluster) => (
          <Strip key={cluster.index} cluster={cluster} size={size} />
        ))}
      </ul>
      {clusters.length < most ? (
        <p className="mt-5">
          <Link href={`${entryHref(entryId)}?clusters=${most}` as never} scroll={false} className="button">
            Show {most === total ? `all ${total}` : `the first ${most} of ${formatWhole(total)}`} clusters
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}

const share = (value: number) => `${Math.round(100 * value)}%`;

function Strip({ cluster, size }: { cluster: ClusterView; size: Props['size'] }) {
  const { class: matched, majorityClass, nearestImages, purity } = cluster;
  const other = majorityClass && majorityClass.index !== matched.index ? majorityClass.name : null;
  return (
    <li className="min-w-0">
      <p className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
        <span className="min-w-0 truncate font-medium">
          {matched.name}
          {other ? <span className="font-normal text-wait"> (mostly {other})</span> : null}
        </span>
        <span className="text-xs whitespace-nowrap text-ink-faint tabular-nums">
          {formatWhole(cluster.size)} images{purity === null ? '' : `, purity ${share(purity)}`}
        </span>
      </p>
      <ul
        className="grid grid-cols-12 gap-0.5"
        aria-label={`Images closest to the centroid of cluster ${cluster.index}`}
      >
        {nearestImages.map((image) => {
          const mismatched = image.class.index !== matched.index;
          return (
            <li key={image.index} title={image.class.name}>
              {image.url ? (
                // biome-ignore lint/performance/noImgElement: thumbnails as small as they are shown; an optimiser would only cost
                <img
                  src={image.url}
                  alt={image.class.name}
                  width={size.width}
                  height={size.height}
                  loading="lazy"
                  decoding="async"
                  className={mismatched ? 'thumbnail outline-2 -outline-offset-2 outline-wait' : 'thumbnail'}
                />
              ) : (
                <span className="grid aspect-square place-items-center rounded-xs bg-sunken text-[0.6rem] text-ink-soft">
                  {image.class.name.slice(0, 3)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </li>
  );
}
