'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useModelFile } from '../lib/upload/use-model-file.ts';
import type { SubmitOptions } from '../server/submit-options.ts';
import { BenchmarkChoice } from './benchmark-choice.tsx';
import { FileSection } from './file-section.tsx';
import { SubmitButton } from './submit-button.tsx';

interface Props {
  readonly options: SubmitOptions;
  readonly benchmark: string;
}

/** Forms, schemas and readers of models and pictures come once a file is chosen: the page needs none of them. */
const ModelForm = dynamic(() => import('./model-form.tsx'), {
  loading: () => <Skeleton className="mt-8 h-96 w-full" />,
});

/** Where to and what; all else is requested below once a file is there. */
export function SubmitForm({ options, benchmark }: Props) {
  const [chosen, choose] = useState(benchmark);
  const [busy, setBusy] = useState(false);
  const file = useModelFile(options.limits.maxUploadBytes);
  const option = options.benchmarks.find(({ slug }) => slug === chosen);
  return (
    <>
      <fieldset disabled={busy} className="min-w-0 space-y-8">
        <BenchmarkChoice benchmarks={options.benchmarks} value={chosen} onChange={choose} />
        <FileSection state={file.state} maxBytes={options.limits.maxUploadBytes} onFile={file.choose} />
      </fieldset>
      {file.state.status === 'none' || option === undefined ? (
        <form aria-label="Submit an encoder" className="mt-8">
          <SubmitButton disabled />
        </form>
      ) : (
        <ModelForm
          read={file.state.status === 'ready' ? file.state.read : null}
          option={option}
          onBusy={setBusy}
        />
      )}
    </>
  );
}
