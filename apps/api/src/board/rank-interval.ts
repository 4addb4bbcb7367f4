import type { BoardEntry } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';

interface RankInterval {
  readonly first: number;
  readonly last: number;
}

export const RankIntervalType = builder.objectRef<RankInterval>('RankInterval').implement({
  cacheable: true,
  description: 'Range of ranks that an entry could hold, from a paired bootstrap at 95% confidence.',
  fields: (t) => ({
    first: t.exposeInt('first', {
      description: 'Best rank: 1 plus the number of entries that are significantly better.',
    }),
    last: t.exposeInt('last', {
      description: 'Worst rank: the number of entries that are not significantly worse.',
    }),
  }),
});

export const rankIntervalOf = ({
  rankFirst,
  rankLast,
}: Pick<BoardEntry, 'rankFirst' | 'rankLast'>): RankInterval | null =>
  rankFirst === null || rankLast === null ? null : { first: rankFirst, last: rankLast };
