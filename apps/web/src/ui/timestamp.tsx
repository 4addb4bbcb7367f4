import { formatDay, formatMoment } from '../features/formatting/format.ts';

/** A date that tells its exact moment (UTC) when pointed at. */
export function Timestamp({ at, exact = false }: { at: string; exact?: boolean }) {
  return (
    <time dateTime={at} title={formatMoment(at)} className="whitespace-nowrap">
      {exact ? formatMoment(at) : formatDay(at)}
    </time>
  );
}
