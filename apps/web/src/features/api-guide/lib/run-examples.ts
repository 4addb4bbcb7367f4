import { readWebEnvironment } from '@clusterboard/environment';
import { connection } from 'next/server';
import { knownOutage, timeoutMilliseconds } from '../../api-proxy/outage.ts';
import { type Example, examplesFor, type Subject, subjectQuery } from './examples.ts';

export interface ExampleWithResponse extends Example {
  /** As the API gave it now; null while it does not answer. */
  readonly result: string | null;
}

async function ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  try {
    const response = await fetch(`${readWebEnvironment().apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return await response.json();
  } catch {
    return null;
  }
}

interface Subjects {
  readonly data?: {
    readonly benchmarks: readonly {
      readonly slug: string;
      readonly entryCount: number;
      readonly leaderboard: { readonly edges: readonly { readonly node: { readonly entryId: string } }[] };
    }[];
  };
}

/** The fullest board, so that there is something to see. */
function subjectOf(found: Subjects | null): Subject {
  const [best] = [...(found?.data?.benchmarks ?? [])].sort((a, b) => b.entryCount - a.entryCount);
  const entries = best?.leaderboard.edges.map(({ node }) => node.entryId) ?? [];
  return { slug: best?.slug ?? 'fashion-mnist', entries };
}

/** The examples with what this site answers to them now. */
export async function runExamples(): Promise<readonly ExampleWithResponse[]> {
  await connection();
  const found = (await knownOutage()) ? null : ((await ask(subjectQuery, {})) as Subjects | null);
  const examples = examplesFor(subjectOf(found));
  // Where the API does not answer, one wait is enough.
  if (found === null) return examples.map((example) => ({ ...example, result: null }));
  return Promise.all(
    examples.map(async (example) => {
      const result = await ask(example.query, example.variables);
      return { ...example, result: result === null ? null : JSON.stringify(result, null, 2) };
    }),
  );
}
