import type { AsOf, BoardProgress } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { userError } from '../platform/user-error.ts';

/** A change of the board has happened, whatever the clock of this machine says of its time. */
const isPast = (asOf: NonNullable<AsOf>, { revision, changedAt }: BoardProgress): boolean =>
  'revision' in asOf ? asOf.revision <= revision : asOf.at <= changedAt || asOf.at.valueOf() <= Date.now();

/**
 * What is still to come has no answer: it would be another one after the next publication.
 *
 * @param known as an earlier statement of the request read it
 * @throws GraphQLError when the board has not come to `asOf`
 */
export async function refuseToCome(asOf: AsOf, known: BoardProgress, loaders: Loaders): Promise<void> {
  if (asOf === null || isPast(asOf, known)) return;
  const now = await loaders.boardProgress.must(known.id);
  if (isPast(asOf, now)) return;
  throw userError(
    'revision' in asOf ? `The latest revision is ${now.revision}.` : '`asOf` is in the future.',
  );
}
