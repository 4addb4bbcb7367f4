const formats = { csv: 'CSV', json: 'JSON', ndjson: 'NDJSON', parquet: 'Parquet' };

/** The whole board of a revision as files, and how to cite the benchmark. */
export function ExportLinks({ slug, revision }: { slug: string; revision: number }) {
  return (
    <p>
      The whole board as{' '}
      {Object.entries(formats).map(([suffix, name], index) => (
        <span key={suffix}>
          {index > 0 ? ', ' : ''}
          <a href={`/benchmarks/${slug}/leaderboard.${suffix}?revision=${revision}`} className="prose-link">
            {name}
          </a>
        </span>
      ))}
      ; to cite it,{' '}
      <a href={`/benchmarks/${slug}/cite.bib`} className="prose-link">
        BibTeX
      </a>
    </p>
  );
}
