'use client';

import { useEffect, useRef, useState } from 'react';
import type { Upload } from 'tus-js-client';
import { Rate } from '../../../formatting/rate.ts';
import type { UploadProblem } from './upload-problem.ts';

export type UploadState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running' | 'paused';
      readonly sent: number;
      readonly total: number;
      readonly speed: number | null;
    }
  | {
      readonly status: 'stopped';
      readonly sent: number;
      readonly total: number;
      readonly problem: UploadProblem;
    }
  | { readonly status: 'complete'; readonly total: number };

/** Milliseconds. */
const speedWindow = 4000;
const chunkBytes = 8 * 2 ** 20;
const idle: UploadState = { status: 'idle' };

/** The last part of an upload's address. */
const uploadIdOf = (url: string): string =>
  url
    .split('?')[0]
    ?.split('/')
    .findLast((part) => part !== '') ?? '';

/** One resumable upload at a time, in chunks; `start` resolves to its id once every byte has arrived. */
export function useUpload() {
  const [state, setState] = useState<UploadState>(idle);
  const current = useRef<Upload | null>(null);
  /** Counts up when an upload begins or is cancelled, so that one that is over does not begin after all. */
  const turn = useRef(0);

  useEffect(() => () => void current.current?.abort(), []);

  const begin = async (file: File, onComplete: (uploadId: string) => void) => {
    const speed = new Rate(speedWindow);
    const total = file.size;
    turn.current += 1;
    const mine = turn.current;
    setState({ status: 'running', sent: 0, total, speed: null });
    const [{ Upload }, { isWorthRetrying, uploadProblem }] = await Promise.all([
      import('tus-js-client'),
      import('./upload-problem.ts'),
    ]);
    if (turn.current !== mine) return;
    const upload = new Upload(file, {
      endpoint: '/uploads',
      chunkSize: chunkBytes,
      retryDelays: [0, 1000, 3000, 5000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      onShouldRetry: isWorthRetrying,
      onProgress: (sent) => {
        speed.note(sent, performance.now());
        setState({ status: 'running', sent, total, speed: speed.perSecond() });
      },
      onError: (error) => {
        setState((last) => {
          const sent = 'sent' in last ? last.sent : 0;
          return { status: 'stopped', sent, total, problem: uploadProblem(error, sent, total) };
        });
      },
      onSuccess: () => {
        setState({ status: 'complete', total });
        onComplete(uploadIdOf(upload.url ?? ''));
      },
    });
    current.current = upload;
    void resumeWhereItStopped(upload);
  };

  const pause = () => {
    // The uploader itself is still on its way.
    if (!current.current) return;
    void current.current?.abort();
    setState((last) => (last.status === 'running' ? { ...last, status: 'paused', speed: null } : last));
  };

  const resume = () => {
    setState((last) =>
      last.status === 'paused' || last.status === 'stopped'
        ? { status: 'running', sent: last.sent, total: last.total, speed: null }
        : last,
    );
    current.current?.start();
  };

  const cancel = () => {
    // What cannot be deleted now expires on the server by itself.
    current.current?.abort(true).catch(() => undefined);
    current.current = null;
    turn.current += 1;
    setState(idle);
  };

  return { state, begin, pause, resume, cancel };
}

/** Goes on with an earlier upload of the same file in this browser, if there is one. */
async function resumeWhereItStopped(upload: Upload): Promise<void> {
  const [previous] = await upload.findPreviousUploads();
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
}
