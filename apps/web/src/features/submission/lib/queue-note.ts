import { formatEstimate } from '../../formatting/format.ts';
import type { Submission } from './submission-query.ts';

type Queued = Pick<Submission, 'state' | 'queuePosition'>;

/** Whether it waits for a worker; what was interrupted does too. */
export const isQueued = ({ state, queuePosition }: Queued): boolean =>
  state === 'QUEUED' || state === 'INSPECTED' || queuePosition !== null;

/** "2 ahead in queue, about 3 minutes left". */
export function queueNote({ queuePosition }: Queued, remainingSeconds: number | null): string {
  const place =
    queuePosition === null || queuePosition === 0 ? 'next in queue' : `${queuePosition} ahead in queue`;
  return remainingSeconds === null ? place : `${place}, ${formatEstimate(remainingSeconds)} left`;
}

/** "About 3 minutes left. " while a worker has it; what waits has its estimate beside its position. */
export function progressNote(submission: Queued, remainingSeconds: number | null): string {
  if (remainingSeconds === null || isQueued(submission)) return '';
  const estimate = formatEstimate(remainingSeconds);
  return `${estimate.slice(0, 1).toUpperCase()}${estimate.slice(1)} left. `;
}
