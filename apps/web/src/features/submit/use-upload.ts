'use client';

import { useEffect, useRef, useState } from 'react';
import { Upload } from 'tus-js-client';
import { TransferSpeed } from './transfer-speed.ts';
import { isWorthRetrying, type UploadProblem, uploadProblem } from './upload-problem.ts';

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

  useEffect(() => () => void current.current?.abort(), []);

  const begin = (file: File, onComplete: (uploadId: string) => void) => {
    const speed = new TransferSpeed();
    const total = file.size;
    const upload = new Upload(file, {
      endpoint: '/uploads',
      chunkSize: chunkBytes,
      retryDelays: [0, 1000, 3000, 5000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name },
      onShouldRetry: isWorthRetrying,
      onProgress: (sent) => {
        speed.note(sent, performance.now());
        setState({ status: 'running', sent, total, speed: speed.bytesPerSecond() });
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
    setState({ status: 'running', sent: 0, total, speed: null });
    void resumeWhereItStopped(upload);
  };

  const pause = () => {
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
