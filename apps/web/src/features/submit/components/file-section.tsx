import dynamic from 'next/dynamic';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { ModelFileState } from '../lib/upload/use-model-file.ts';
import { FileDrop } from './file-drop.tsx';

const ModelSummary = dynamic(() => import('./model-summary.tsx'), {
  loading: () => <Skeleton className="h-40 w-full" />,
});

interface Props {
  readonly state: ModelFileState;
  readonly maxBytes: number;
  readonly onFile: (file: File) => void;
}

/** The chosen file: what it holds, or why it cannot be submitted, and the place to choose another. */
export function FileSection({ state, maxBytes, onFile }: Props) {
  return (
    <section aria-labelledby="file-title">
      <h2 id="file-title" className="mb-1.5 text-sm font-medium">
        Model file
      </h2>
      <div className="space-y-3">
        {state.status === 'ready' ? <ModelSummary {...state.read} /> : null}
        {state.status === 'refused' ? (
          <ProblemNotice title={`We can’t accept ${state.name}`} problem={state.problem} />
        ) : null}
        {state.status === 'reading' ? (
          <p role="status" className="card p-4 text-sm text-ink-soft">
            Checking {state.name}…
          </p>
        ) : null}
        <FileDrop maxBytes={maxBytes} chosen={state.status === 'ready'} onFile={onFile} />
      </div>
    </section>
  );
}
