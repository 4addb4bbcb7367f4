'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { fetchGraphql } from '../../graphql/fetch-graphql.ts';
import { followWithReconnect } from './follow-with-reconnect.ts';
import { type Submission, SubmissionQuery } from './submission-query.ts';

const subscribe = (changed: () => void) => {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
};

/** Whether the page is in sight. */
const useVisible = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => true,
  );

const pollMilliseconds = 1000;
/** In case that a proxy keeps a stream open and lets nothing through. */
const pollBesideStream = 30_000;

async function poll(id: string, signal: AbortSignal): Promise<Submission> {
  const result = await fetchGraphql('/graphql', SubmissionQuery, { id }, signal);
  if (!result.ok || result.data.submission === null) throw new Error('The submission cannot be read now.');
  return result.data.submission;
}

/**
 * A submission as it stands, until nothing changes any more: by a stream while the page is in sight, and by
 * asking every second if there is none.
 */
export function useLiveSubmission(initial: Submission) {
  const id = initial.submissionId;
  const client = useQueryClient();
  const [streaming, setStreaming] = useState(false);
  const { data: submission, isError } = useQuery({
    queryKey: ['submission', id],
    queryFn: ({ signal }) => poll(id, signal),
    initialData: initial,
    staleTime: pollMilliseconds,
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.data?.final) return false;
      return streaming ? pollBesideStream : pollMilliseconds;
    },
  });
  const cursor = useRef<string | null>(null);
  const following = useVisible() && !submission.final;
  useEffect(() => {
    if (!following) return;
    const left = new AbortController();
    void followWithReconnect({
      id,
      after: () => cursor.current,
      async onUpdate(update) {
        cursor.current = update.cursor;
        setStreaming(true);
        // An answer that was requested earlier must not come after this.
        await client.cancelQueries({ queryKey: ['submission', id] });
        client.setQueryData(['submission', id], update.submission);
      },
      onBreak: () => setStreaming(false),
      signal: left.signal,
    });
    return () => {
      left.abort();
      setStreaming(false);
    };
  }, [id, following, client]);
  return {
    submission,
    /** What is shown may be out of date. */
    interrupted: isError && !streaming,
    show: (newest: Submission) => void client.setQueryData(['submission', id], newest),
    refresh: () => void client.invalidateQueries({ queryKey: ['submission', id] }),
  };
}
