import './schema/scalars.ts';
import './schema/problem.ts';
import './schema/limits.ts';
import './schema/dataset.ts';
import './schema/benchmark.ts';
import './schema/reported-results.ts';
import './schema/leaderboard.ts';
import './schema/entry-probes.ts';
import './schema/entry-curves.ts';
import './schema/entry-contingency.ts';
import './schema/entry-clusters.ts';
import './schema/entry-image-map.ts';
import './schema/entry-neighbours.ts';
import './schema/entry-features.ts';
import './schema/submission.ts';
import './schema/comparison.ts';
import './schema/rank-history.ts';
import './schema/subscriptions.ts';
import './schema/submit-model.ts';
import './schema/end-submission.ts';
import { builder } from './builder.ts';

/** The executable schema; `schema.graphql` beside `src` is its print. */
export const schema = builder.toSchema({ sortSchema: false });
