import { type Metric, metricKey } from '../../scores/lib/metrics.ts';

const formats = { csv: 'CSV', json: 'JSON', ndjson: 'NDJSON', parquet: 'Parquet' };

interface Props {
  readonly slug: string;
  readonly revision: number;
  /** What the files are ranked by, as the board is. */
  readonly metric: Metric;
}

/** The whole board of a revision as files, and how to cite the benchmark. */
export function ExportLinks({ slug, revision, metric }: Props) {
  const query = `?metric=${metricKey(metric)}&revision=${revision}`;
  return (
    <p>
      Download the full leaderboard, ranked by {metric}:{' '}
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
