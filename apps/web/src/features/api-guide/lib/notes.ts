/** What a program that asks this API should know. */
export const apiNotes: readonly { readonly title: string; readonly points: readonly string[] }[] = [
  {
    title: 'Limits',
    points: [
      'A request has at most 100 KiB and 3,000 words of GraphQL; a query is at most 12 levels deep, with at most 20 aliases and an answer of at most 20,000 values.',
      'What is read as a whole counts as so many values at least, however little of it is asked for: contingency 2,500, imageMap and clusterList 2,000, classNames 1,000, confusedPairs and curves 150, rankHistory 100, probes 30.',
      'A page has at most 100 rows, a search at most 100 characters, `nodes` takes at most 100 ids, `compare` two to four.',
      'A statement in the database is given up after 5 seconds: QUERY_TOO_SLOW.',
      'At most 200 streams are open at once. A multipart body is refused, and a GET needs the header apollo-require-preflight.',
      'A fault of ours shows a code and the id of the request, no more. Quote it and we find it in the log.',
    ],
  },
  {
    title: 'Caching',
    points: [
      'Ask by GET with a persisted query (extensions.persistedQuery.sha256Hash; send the text along the first time) and the answer carries an ETag: with If-None-Match it comes back as 304.',
      'Answers of boards, entries and benchmarks are kept here until the next publication, and not a moment longer: no answer is older than its question. Their Cache-Control is no-cache, which means: keep it, but ask.',
      'Answers that hold what changes by itself, such as a submission’s progress, are no-store.',
    ],
  },
  {
    title: 'Streams',
    points: [
      'leaderboardChanged and submissionProgress are subscriptions over Server-Sent Events at /graphql/stream (graphql-sse, distinct connections).',
      'Every event carries a cursor. Whoever comes back passes it as `after` and gets all that happened since, in order and once.',
    ],
  },
  {
    title: 'Whole boards, receipts and citations',
    points: [
      '/benchmarks/SLUG/leaderboard.csv, .json, .ndjson and .parquet hold a whole board of any size, with the same numbers to the last digit; ?metric=ami orders and ranks by another metric, ?revision=12 gives the board as it stood.',
      'In CSV, text that a spreadsheet would run as a formula begins with an apostrophe.',
      '/entries/ID/receipt.json is all that is needed to get an entry’s numbers again; /benchmarks/SLUG/cite.bib and /entries/ID/cite.bib are BibTeX.',
    ],
  },
];
