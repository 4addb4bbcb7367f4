import { Panel } from '../../../ui/panel.tsx';
import type { ExampleWithResponse } from '../lib/run-examples.ts';
import { asCurl, asPython, asTypescript } from '../lib/snippets.ts';

/** Code that scrolls sideways, by keyboard too. */
function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-sunken p-3">
      <pre className="font-mono text-xs leading-5">
        <code>{children}</code>
      </pre>
    </section>
  );
}

/** A query in three languages, and the current answer of this site. */
export function ExampleSection({ origin, example }: { origin: string; example: ExampleWithResponse }) {
  const ways = [
    { name: 'curl', code: asCurl(origin, example) },
    { name: 'TypeScript', code: asTypescript(origin, example) },
    { name: 'Python', code: asPython(origin, example) },
  ];
  return (
    <Panel title={example.title}>
      <p className="mb-3 text-sm text-ink-soft">{example.text}</p>
      <CodeBlock label={`Query: ${example.title}`}>{example.query}</CodeBlock>
      {ways.map(({ name, code }) => (
        <details key={name} className="mt-2 text-sm">
          <summary className="cursor-pointer py-1 font-medium">{name}</summary>
          <CodeBlock label={`${name}: ${example.title}`}>{code}</CodeBlock>
        </details>
      ))}
      <p className="mt-4 mb-2 text-sm font-medium">Live response</p>
      <CodeBlock label={`Response: ${example.title}`}>
        {example.result ?? 'The API isn’t responding right now.'}
      </CodeBlock>
    </Panel>
  );
}
