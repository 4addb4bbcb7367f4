'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ask } from '../graphql/ask.ts';
import { graphql } from '../graphql/graphql.ts';

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

const readStanding = async (slug: string, shown: Standing, signal: AbortSignal): Promise<Standing> => {
  const answer = await ask('/graphql', StandingQuery, { slug }, signal);
  return (answer.ok ? answer.data.benchmark : null) ?? shown;
};

/** Tells how many submissions are being evaluated, and turns the board over when one is ranked. */
export function EvaluationNotice({ slug, shown }: { slug: string; shown: Standing }) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ['standing', slug],
    queryFn: ({ signal }) => readStanding(slug, shown, signal),
    initialData: shown,
    refetchInterval: ({ state }) => {
      if (state.data && state.data.pendingCount > 0) return busyMilliseconds;
      return state.data?.entryCount === 0 ? emptyMilliseconds : false;
    },
  });
  const turned = data.entryCount !== shown.entryCount;
  useEffect(() => {
    if (turned) router.refresh();
  }, [turned, router]);
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-ink-soft">
      {data.pendingCount > 0 ? (
        <>
          <span aria-hidden="true" className="size-2 motion-safe:animate-pulse rounded-full bg-wait" />
          {data.pendingCount === 1 ? '1 submission is' : `${data.pendingCount} submissions are`} being
          evaluated
        </>
      ) : null}
    </p>
  );
}
