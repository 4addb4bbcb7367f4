'use client';

import { hasSamples } from '../lib/preview/sample-pixels.ts';
import type { ModelFile } from '../lib/upload/read-model-file.ts';
import type { BenchmarkOption } from '../server/submit-options.ts';
import { AboutFields } from './about-fields.tsx';
import { FormSection } from './form-section.tsx';
import { OutputFields } from './output-fields.tsx';
import { PreprocessingFields } from './preprocessing-fields.tsx';
import { PreprocessingPreview } from './preprocessing-preview.tsx';

interface Props {
  readonly read: ModelFile;
  readonly benchmark: BenchmarkOption | undefined;
}

/** What is asked for once a file is chosen that can be submitted. */
export function FormDetails({ read, benchmark }: Props) {
  return (
    <>
      <FormSection title="About the encoder">
        <AboutFields />
      </FormSection>
      <FormSection
        title="Preprocessing"
        note="Filled in from the file. We guessed the pixel range. Please check it."
      >
        <PreprocessingFields key={read.file.name} input={read.model.input} />
        {benchmark && hasSamples(benchmark.dataset) ? (
          <PreprocessingPreview key={benchmark.slug} sprite={benchmark.dataset} />
        ) : null}
      </FormSection>
      <FormSection title="Features">
        <OutputFields outputs={read.model.outputs} />
      </FormSection>
    </>
  );
}
