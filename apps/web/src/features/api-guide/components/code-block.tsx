/** Code that scrolls sideways, by keyboard too. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-sunken p-3">
      <pre className="font-mono text-xs leading-5">
        <code>{children}</code>
      </pre>
    </section>
  );
}
