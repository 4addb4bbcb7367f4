import { formatStatistics, formatWhole } from '../figures/format.ts';
import { type Metric, metricDisplay, metricKey, metrics } from '../figures/metrics.ts';
import type { Entry } from './read-entry.ts';

/** Only inline styles and flex boxes: what the image renderer (satori) understands. Colours are those of the light theme. */
export function PreviewCard({ entry }: { entry: Entry }) {
  const { benchmark, name, rank } = entry;
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: 72,
        background: '#fafaf7',
        color: '#15191c',
      }}
    >
      <div style={{ display: 'flex', alignItems: 'center', fontSize: 30, color: '#4c545a' }}>
        <Dot size={26} fill="#0a5fa4" />
        <Dot size={20} fill="#8a5200" />
        <Dot size={23} fill="#00704f" />
        <span style={{ marginLeft: 16 }}>Clusterboard</span>
        <span style={{ marginLeft: 'auto' }}>{benchmark.name}</span>
      </div>
      <div
        style={{
          display: 'flex',
          marginTop: 64,
          height: 168,
          alignItems: 'flex-end',
          fontSize: name.length > 36 ? 52 : 76,
          lineHeight: 1.08,
          overflow: 'hidden',
        }}
      >
        {name.length > 80 ? `${name.slice(0, 79)}…` : name}
      </div>
      <div style={{ display: 'flex', marginTop: 18, fontSize: 32, color: '#4c545a' }}>
        {`Rank ${rank} of ${formatWhole(benchmark.entryCount)} by accuracy, by ${entry.submittedBy}`}
      </div>
      <div style={{ display: 'flex', marginTop: 'auto', borderTop: '2px solid #c6c8c0', paddingTop: 32 }}>
        {metrics.map((metric) => (
          <Figure key={metric} metric={metric} entry={entry} />
        ))}
      </div>
    </div>
  );
}

const Dot = ({ size, fill }: { size: number; fill: string }) => (
  <div style={{ width: size, height: size, borderRadius: size, background: fill, marginRight: 6 }} />
);

function Figure({ metric, entry }: { metric: Metric; entry: Entry }) {
  const { mean, deviation } = formatStatistics(metric, entry.scores[metricKey(metric)]);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>
      <span style={{ fontSize: 26, color: '#676f75' }}>{`${metric} ${metricDisplay[metric].unit}`}</span>
      <span style={{ display: 'flex', alignItems: 'baseline', fontSize: 56, marginTop: 4 }}>
        {mean}
        <span style={{ fontSize: 28, color: '#676f75', marginLeft: 12 }}>{`± ${deviation}`}</span>
      </span>
    </div>
  );
}
