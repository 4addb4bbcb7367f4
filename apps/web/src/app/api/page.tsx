import type { Metadata } from 'next';
import { ExampleSection } from '../../features/api-guide/components/example-section.tsx';
import { Explorer } from '../../features/api-guide/components/explorer.tsx';
import { defaultQuery } from '../../features/api-guide/lib/examples.ts';
import { apiNotes } from '../../features/api-guide/lib/notes.ts';
import { runExamples } from '../../features/api-guide/lib/run-examples.ts';
import { Panel } from '../../ui/panel.tsx';
import { siteOrigin } from '../site-origin.ts';

export const metadata: Metadata = {
  title: 'API',
  description: 'Query all data with GraphQL: explorer, examples, limits and exports.',
};

export default async function ApiPage() {
  const [origin, examples] = await Promise.all([siteOrigin(), runExamples()]);
  return (
    <main className="page flex flex-col gap-6 py-8">
      <header className="max-w-3xl">
        <h1 className="text-2xl font-semibold tracking-tight">API</h1>
        <p className="mt-2 text-ink-soft">
          Query everything with GraphQL, no key needed. The endpoint is{' '}
          <code className="font-mono">{origin}/graphql</code>. Its schema documents every type and field.
        </p>
      </header>
      <Panel title="Explorer">
        <Explorer query={defaultQuery} />
      </Panel>
      {examples.map((example) => (
        <ExampleSection key={example.title} origin={origin} example={example} />
      ))}
      {apiNotes.map(({ title, points }) => (
        <Panel key={title} title={title}>
          <ul className="flex list-disc flex-col gap-2 pl-5 text-sm">
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Panel>
      ))}
    </main>
  );
}
