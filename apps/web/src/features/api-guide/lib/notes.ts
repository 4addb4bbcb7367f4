/** What a program that asks this API should know. */
export const apiNotes: readonly { readonly title: string; readonly points: readonly string[] }[] = [
  {
    title: 'Limits',
    points: [
      'Requests: up to 100 KiB and 3,000 GraphQL tokens. Queries: up to 12 levels deep, 20 aliases and 20,000 values in the response.',
      'Some fields are always read in full and cost at least this many values, even if you select only a part: contingency 2,500, imageMap and clusterList 2,000, classNames 1,000, confusedPairs and curves 150, rankHistory 100, probes 30.',
      'Up to 100 rows per page, 100 characters per search and 100 ids in `nodes`. `compare` takes two to four entries.',
      'Database statements time out after 5 seconds with QUERY_TOO_SLOW.',
      'Up to 200 streams can be open at once. Multipart requests are rejected. GET requests need the header apollo-require-preflight.',
      'Server errors return a code and request ID. Include the ID when you report a problem so we can find it in our logs.',
    ],
  },
  {
    title: 'Caching',
    points: [
      'Send persisted queries with GET (extensions.persistedQuery.sha256Hash; include the query text the first time). The response has an ETag, so a request with If-None-Match can return 304.',
      'Responses about leaderboards, entries and benchmarks are cached on the server until the next publication, so they are never stale. They are sent with Cache-Control: no-cache: store them, but revalidate before reuse.',
      'Responses with live data, such as the progress of a submission, are sent with no-store.',
    ],
  },
  {
    title: 'Streams',
    points: [
      'leaderboardChanged and submissionProgress are subscriptions over Server-Sent Events at /graphql/stream (graphql-sse, distinct connections).',
      'Every event has a cursor. To resume, pass it as `after`: you receive every later event once, in order.',
    ],
  },
  {
    title: 'Exports, receipts and citations',
    points: [
      '/benchmarks/SLUG/leaderboard.csv, .json, .ndjson and .parquet export the full leaderboard at full precision. ?metric=ami ranks by another metric; ?revision=12 exports an earlier revision.',
      'In CSV, text that a spreadsheet would run as a formula is prefixed with an apostrophe.',
      '/entries/ID/receipt.json has everything needed to reproduce an entry’s scores. /benchmarks/SLUG/cite.bib and /entries/ID/cite.bib are BibTeX.',
    ],
  },
];
