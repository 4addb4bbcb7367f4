/** For browsers without JavaScript: where the numbers are that scripts would put into the pages. */
export const ScriptlessNotice = () => (
  <noscript>
    <p className="page py-3 text-sm text-ink-soft">
      Most of this site needs JavaScript. The{' '}
      <a href="/#benchmarks" className="prose-link">
        list of benchmarks
      </a>{' '}
      works without it, and each benchmark page links to its leaderboard as CSV and JSON.
    </p>
  </noscript>
);

/** The way to a board's numbers in such a browser. */
export const ScriptlessBoard = ({ slug }: { slug: string }) => (
  <noscript>
    <p className="card mb-8 p-4 text-sm sm:p-5">
      Download the full leaderboard as{' '}
      <a href={`/benchmarks/${slug}/leaderboard.csv`} className="prose-link">
        CSV
      </a>{' '}
      or{' '}
      <a href={`/benchmarks/${slug}/leaderboard.json`} className="prose-link">
        JSON
      </a>
      .
    </p>
  </noscript>
);
