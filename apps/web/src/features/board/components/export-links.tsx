import { type Metric, metricDisplay } from '../../scores/lib/metrics.ts';

const formats = { csv: 'CSV', json: 'JSON', ndjson: 'NDJSON', parquet: 'Parquet' };

interface Props {
  readonly slug: string;
  readonly revision: number;
  /** What the files are ranked by, as the board is. */
  readonly metric: Metric;
}

/** The whole board of a revision as files, and how to cite the benchmark. */
export function ExportLinks({ slug, revision, metric }: Props) {
  const { key, label } = metricDisplay[metric];
  const query = `?metric=${key}&revision=${revision}`;
  return (
    <p>
      Download the full leaderboard, ranked by {label}:{' '}
      {Object.entries(formats).map(([suffix, name], index) => (
        <span key={suffix}>
          {index > 0 ? ', ' : ''}
          <a href={`/benchmarks/${slug}/leaderboard.${suffix}${query}`} className="prose-link">
            {name}
          </a>
        </span>
      ))}
      . Cite:{' '}
      <a href={`/benchmarks/${slug}/cite.bib`} className="prose-link">
        BibTeX
      </a>
    </p>
  );
}
