import { formatDateTime, formatDay } from '../features/formatting/format.ts';

/** A date that tells its exact moment (UTC) when pointed at. */
export function Timestamp({ at, exact = false }: { at: string; exact?: boolean }) {
  return (
    <time dateTime={at} title={formatDateTime(at)} className="whitespace-nowrap">
      {exact ? formatDateTime(at) : formatDay(at)}
    </time>
  );
}
