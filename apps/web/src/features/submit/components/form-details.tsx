'use client';

import { type ReactNode, useId } from 'react';
import { hasSamples } from '../lib/preview/sample-pixels.ts';
import type { ModelFile } from '../lib/upload/read-model-file.ts';
import type { BenchmarkOption } from '../server/submit-options.ts';
import { AboutFields } from './about-fields.tsx';
import { OutputFields } from './output-fields.tsx';
import { PreprocessingFields } from './preprocessing-fields.tsx';
import { PreprocessingPreview } from './preprocessing-preview.tsx';

interface SectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** A part of a form under its own heading. */
function FormSection({ title, note, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-6">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {note ? <p className="mt-1 text-sm text-ink-faint">{note}</p> : null}
      <div className="mt-4 space-y-5">{children}</div>
    </section>
  );
}

interface Props {
  readonly read: ModelFile;
  readonly benchmark: BenchmarkOption | undefined;
}

/** What is requested once a file is chosen that can be submitted. */
export function FormDetails({ read, benchmark }: Props) {
  return (
    <>
      <FormSection title="About the encoder">
        <AboutFields />
      </FormSection>
      <FormSection
        title="Preprocessing"
        note="Filled in from the file as far as it tells. The pixel values must be those of the encoder’s training."
      >
        <PreprocessingFields key={read.file.name} input={read.model.input} />
        {benchmark && hasSamples(benchmark.dataset) ? (
          <PreprocessingPreview key={benchmark.slug} sprite={benchmark.dataset} />
        ) : null}
      </FormSection>
      <FormSection title="Features">
        <OutputFields readings={read.readings} />
      </FormSection>
    </>
  );
}
