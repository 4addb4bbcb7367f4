import type { BoardMetric } from '@clusterboard/core';
import { rankedDefinitions } from '@clusterboard/evaluation/metrics';
import { builder } from '../platform/builder.ts';

export const MetricType = builder.enumType('Metric', {
  description: 'Ranked metric.',
  values: Object.fromEntries(
    rankedDefinitions.map(({ key, name, summary }) => [
      key.toUpperCase(),
      { value: key, description: `${name}. ${summary}` },
    ]),
  ) as Record<Uppercase<BoardMetric>, { value: BoardMetric; description: string }>,
});
