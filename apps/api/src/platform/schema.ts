import './scalars.ts';
import './problem.ts';
import './status/server-status.ts';
import '../catalogue/dataset.ts';
import '../catalogue/benchmark.ts';
import '../literature/reported-results.ts';
import '../board/leaderboard.ts';
import '../entry/views/entry-probes.ts';
import '../entry/views/entry-curves.ts';
import '../entry/views/entry-contingency.ts';
import '../entry/views/entry-clusters.ts';
import '../entry/views/entry-image-map.ts';
import '../entry/views/entry-neighbours.ts';
import '../entry/views/entry-features.ts';
import '../submission/submission.ts';
import '../comparison/comparison.ts';
import '../entry/rank-history.ts';
import '../submission/subscriptions.ts';
import '../submission/submit-model-mutation.ts';
import '../submission/cancel-retry-mutations.ts';
import { builder } from './builder.ts';

/** The executable schema; `schema.graphql` beside `src` is its print. */
export const schema = builder.toSchema({ sortSchema: false });
