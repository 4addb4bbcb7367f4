import './schema/scalars.ts';
import './schema/problem.ts';
import './schema/limits.ts';
import './schema/dataset.ts';
import './schema/benchmark.ts';
import './schema/leaderboard.ts';
import './schema/submission.ts';
import './schema/submit-model.ts';
import { builder } from './builder.ts';

/** The executable schema; `schema.graphql` beside `src` is its print. */
export const schema = builder.toSchema({ sortSchema: false });
