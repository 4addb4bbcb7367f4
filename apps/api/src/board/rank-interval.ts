import type { BoardEntry } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';

interface RankInterval {
  readonly first: number;
  readonly last: number;
}

export const RankIntervalType = builder.objectRef<RankInterval>('RankInterval').implement({
  cacheable: true,
  description: 'Ranks from the best to the worst that an entry may have, by paired bootstrap at 95%.',
  fields: (t) => ({
    first: t.exposeInt('first', { description: 'One more than the entries that are better.' }),
    last: t.exposeInt('last', { description: 'All entries but those that are worse.' }),
  }),
});

export const rankIntervalOf = ({
  rankFirst,
  rankLast,
}: Pick<BoardEntry, 'rankFirst' | 'rankLast'>): RankInterval | null =>
  rankFirst === null || rankLast === null ? null : { first: rankFirst, last: rankLast };
