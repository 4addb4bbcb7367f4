import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Fields that depend on nothing but boards, benchmarks, datasets and protocols, by type; an answer of these
 * alone is the same until one of those changes. What is not listed here is never kept.
 */
export const publishedFields: Readonly<Record<string, readonly string[]>> = {
  Query: ['benchmark', 'benchmarks', 'compare', 'entry'],
  Benchmark: [
    ...['id', 'slug', 'name', 'summary', 'clusters', 'dataset', 'protocol'],
    ...['entryCount', 'revision', 'changedAt', 'leaderboard'],
  ],
  Dataset: [
    ...['id', 'slug', 'name', 'description', 'licence', 'homepage', 'height', 'width', 'channels'],
    ...['classNames', 'trainCount', 'testCount', 'samplesUrl'],
  ],
  Protocol: ['name', 'summary', 'pcaDim', 'over', 'seeds', 'maxIterations'],
  LeaderboardConnection: ['edges', 'pageInfo', 'totalCount', 'revision'],
  LeaderboardEdge: ['cursor', 'node', 'rank', 'rankInterval'],
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  LeaderboardEntry: [
    ...['id', 'entryId', 'rank', 'rankInterval', 'name', 'description', 'submittedBy', 'kind', 'benchmark'],
    ...['scores', 'seedRuns', 'clusters', 'featureDimension', 'pcaDimension', 'parameters'],
    ...['publishedAt', 'imagesPerSecond', 'executionProvider'],
  ],
  RankInterval: ['first', 'last'],
  Scores: ['acc', 'ari', 'ami', 'mi', 'nmi'],
  ScoreStatistics: ['mean', 'standardDeviation', 'interval'],
  Interval: ['low', 'high'],
  SeedRun: ['seed', 'acc', 'ari', 'ami', 'mi', 'nmi', 'inertia', 'iterations', 'converged', 'reseeded'],
  Comparison: ['entries', 'pairs'],
  ComparedPair: ['a', 'b', 'metric', 'difference', 'interval', 'verdict'],
  Problem: ['code', 'message', 'advice'],
};

/** Whether every field of a valid operation, in whatever fragment, is among {@link publishedFields}. */
export function isCacheable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false;
  const types = new TypeInfo(schema);
  let cacheable = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType()?.name ?? '';
        cacheable &&= name.value === '__typename' || publishedFields[parent]?.includes(name.value) === true;
      },
    }),
  );
  return cacheable;
}
