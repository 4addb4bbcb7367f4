import { PreviewFrame, PreviewText, PreviewTitle } from '../../../ui/preview/preview-frame.tsx';
import { formatStatistics, formatWhole } from '../../formatting/format.ts';
import { defaultMetrics, type Metric, metricDisplay, scoreOf } from '../../scores/lib/metrics.ts';
import type { Entry } from '../server/read-entry.ts';

/** What other sites show beside a link to an entry. */
export function PreviewCard({ entry }: { entry: Entry }) {
  const { benchmark, name, rank } = entry;
  return (
    <PreviewFrame aside={benchmark.name}>
      <PreviewTitle>{name}</PreviewTitle>
      <PreviewText lines={1}>
        {`Rank ${rank} of ${formatWhole(benchmark.entryCount)} by accuracy, by ${entry.submittedBy}`}
      </PreviewText>
      <div style={{ display: 'flex', marginTop: 'auto', borderTop: '2px solid #c6c8c0', paddingTop: 32 }}>
        {defaultMetrics.map((metric) => (
          <Figure key={metric} metric={metric} entry={entry} />
        ))}
      </div>
    </PreviewFrame>
  );
}

function Figure({ metric, entry }: { metric: Metric; entry: Entry }) {
  const score = scoreOf(entry.scores, metric);
  if (score === null) return null;
  const { mean, deviation } = formatStatistics(metric, score);
  const { label, unit } = metricDisplay[metric];
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>
      <span style={{ fontSize: 26, color: '#676f75' }}>{`${label} ${unit}`}</span>
      <span style={{ display: 'flex', alignItems: 'baseline', fontSize: 56, marginTop: 4 }}>
        {mean}
        <span style={{ fontSize: 28, color: '#676f75', marginLeft: 12 }}>{`± ${deviation}`}</span>
      </span>
    </div>
  );
}
