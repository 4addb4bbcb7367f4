import { entryHref } from '../../entry/lib/entry-href.ts';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql } from '../../graphql/graphql.ts';
import type { ProbedEntry } from '../components/probe-plot.tsx';

const ProbedQuery = graphql(`
  query Probed($slug: String!) {
    benchmark(slug: $slug) {
      leaderboard(first: 100) {
        edges {
          node {
            entryId
            name
            scores {
              acc {
                mean
              }
            }
            probes {
              linear {
                accuracy
              }
            }
          }
        }
      }
    }
  }
`);

/** The entries of highest accuracy that have a linear probe, as many as a plot shows; null without the API. */
export async function readProbed(slug: string): Promise<readonly ProbedEntry[] | null> {
  const result = await fetchGraphqlOnServer(ProbedQuery, { slug });
  if (!result.ok) return null;
  const edges = result.data.benchmark?.leaderboard.edges ?? [];
  return edges.flatMap(({ node: { entryId, name, scores, probes } }) =>
    probes
      ? [
          {
            key: entryId,
            name,
            href: entryHref(entryId),
            probe: probes.linear.accuracy,
            accuracy: scores.acc.mean,
          },
        ]
      : [],
  );
}
