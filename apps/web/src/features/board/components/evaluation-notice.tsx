'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { fetchGraphql } from '../../graphql/fetch-graphql.ts';
import { graphql } from '../../graphql/graphql.ts';

const StandingQuery = graphql(`
  query Standing($slug: String!) {
    benchmark(slug: $slug) {
      entryCount
      pendingCount
    }
  }
`);

interface Standing {
  readonly entryCount: number;
  readonly pendingCount: number;
}

const busyMilliseconds = 3000;
const emptyMilliseconds = 10_000;

/** How long to wait before asking again; null when nothing is expected to change. */
const patience = ({ entryCount, pendingCount }: Standing): number | null => {
  if (pendingCount > 0) return busyMilliseconds;
  return entryCount === 0 ? emptyMilliseconds : null;
};

/** What the page was rendered with, and then what the API says from time to time while it is looked at. */
function useStanding(slug: string, shown: Standing): Standing {
  const [standing, setStanding] = useState(shown);
  const delay = patience(standing);
  useEffect(() => {
    if (delay === null) return;
    const stopped = new AbortController();
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const result = await fetchGraphql('/graphql', StandingQuery, { slug }, stopped.signal).catch(
        () => null,
      );
      if (result?.ok && result.data.benchmark) setStanding(result.data.benchmark);
    };
    const timer = setInterval(() => void look(), delay);
    return () => {
      clearInterval(timer);
      stopped.abort();
    };
  }, [slug, delay]);
  return standing;
}

/** Tells how many submissions are being evaluated, and turns the board over when one is ranked. */
export function EvaluationNotice({ slug, shown }: { slug: string; shown: Standing }) {
  const router = useRouter();
  const standing = useStanding(slug, shown);
  const turned = standing.entryCount !== shown.entryCount;
  useEffect(() => {
    if (turned) router.refresh();
  }, [turned, router]);
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-ink-soft">
      {standing.pendingCount > 0 ? (
        <>
          <span aria-hidden="true" className="size-2 motion-safe:animate-pulse rounded-full bg-wait" />
          {standing.pendingCount === 1 ? '1 submission is' : `${standing.pendingCount} submissions are`} being
          evaluated
        </>
      ) : null}
    </p>
  );
}
