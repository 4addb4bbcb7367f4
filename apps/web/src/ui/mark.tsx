/** The product's mark: seven points in three clusters. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={className}>
      <g className="fill-accent">
        <circle cx="6" cy="7" r="2.6" />
        <circle cx="11.2" cy="4.2" r="2" />
        <circle cx="10.6" cy="9.8" r="1.6" />
      </g>
      <g className="fill-wait">
        <circle cx="18.6" cy="11.6" r="2.4" />
        <circle cx="20.4" cy="6.8" r="1.5" />
      </g>
      <g className="fill-good">
        <circle cx="8.6" cy="18.4" r="2.6" />
        <circle cx="14.2" cy="19.6" r="1.7" />
      </g>
    </svg>
  );
}
