/** Why nothing can be submitted to a benchmark. */
export function ClosedNotice({ reason }: { reason: string }) {
  return (
    <p className="card p-4 text-sm leading-relaxed text-ink-soft sm:p-5" role="note">
      {reason}
    </p>
  );
}
