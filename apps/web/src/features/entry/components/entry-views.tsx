import { Panel } from '../../../ui/panel.tsx';
import type { Entry } from '../server/read-entry.ts';
import type { Views } from '../server/read-views.ts';
import { ClustersPanel } from './clusters-panel.tsx';
import { ConfusedPanel } from './confused-panel.tsx';
import { ContingencyPanel } from './contingency-panel.tsx';
import { CurvePanel } from './curves-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { ImageMapPanel } from './image-map-panel.tsx';
import { NeighboursPanel } from './neighbours-panel.tsx';
import { ProbesPanel } from './probes-panel.tsx';

const pair = 'later mt-6 grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0';

/** What there is to look at behind an entry's scores. Results older than a view do without it. */
export function EntryViews({ entry, views }: { entry: Entry; views: Views }) {
  const { curves, contingency, clusterList, confusedPairs, imageMap, neighbours, probes } = views;
  const { dataset } = entry.benchmark;
  return (
    <>
      {curves ? (
        <div className={pair}>
          {curves.byDimension.length > 1 ? (
            <CurvePanel
              title="Scores by principal components"
              note="Scores when k-means runs on fewer or more dimensions. One seed per point, except at the leaderboard setting."
              axis="Principal components"
              points={curves.byDimension}
              placeOf={({ dimension }) => dimension}
              own={entry.pcaDimension ?? entry.featureDimension}
            />
          ) : null}
          {curves.byClusters.length > 1 ? (
            <CurvePanel
              title="Scores by number of clusters"
              note="Scores with more clusters than on the leaderboard. Accuracy rises as clusters become purer."
              axis="Clusters"
              points={curves.byClusters}
              placeOf={({ clusters }) => clusters}
              own={entry.clusters}
            />
          ) : null}
        </div>
      ) : null}
      {clusterList && clusterList.length > 0 ? (
        <div className="later mt-6">
          <ClustersPanel
            entryId={entry.entryId}
            clusters={clusterList}
            total={contingency?.columnCount ?? clusterList.length}
            size={dataset}
          />
        </div>
      ) : null}
      <div className={pair}>
        {contingency ? <ContingencyPanel contingency={contingency} classNames={dataset.classNames} /> : null}
        {imageMap ? (
          <Panel title="Map of the test images">
            <p className="mb-4 text-sm leading-relaxed text-ink-soft">
              UMAP of the features. Nearby points are similar; large distances are not meaningful. Hover over
              or tap a point, or use the arrow keys, to see its image.
            </p>
            <ImageMapPanel entryId={entry.entryId} classNames={dataset.classNames} />
          </Panel>
        ) : null}
        {confusedPairs ? <ConfusedPanel pairs={confusedPairs} /> : null}
        {probes ? <ProbesPanel probes={probes} scores={entry.scores} /> : null}
        {neighbours ? <NeighboursPanel entryId={entry.entryId} neighbours={neighbours} /> : null}
        <HistoryPanel slug={entry.benchmark.slug} changes={views.rankHistory.edges.map(({ node }) => node)} />
      </div>
    </>
  );
}
