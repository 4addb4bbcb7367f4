/** A grey bar in the place of text that is on its way; give it the text's height and width. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span aria-hidden="true" className={`block motion-safe:animate-pulse rounded bg-line ${className}`} />
  );
}
