'use client';

import { suggestPreprocessing } from '@clusterboard/onnx';
import { presetNormalisation } from '@clusterboard/preprocessing';
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect } from 'react';
import { FormProvider, type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { ProblemNotice } from '../site/problem-notice.tsx';
import { AboutFields } from './about-fields.tsx';
import { BenchmarkChoice } from './benchmark-choice.tsx';
import { encoderName } from './encoder-name.ts';
import { FileSection } from './file-section.tsx';
import { FormSection } from './form-section.tsx';
import { OutputFields } from './output-fields.tsx';
import { PreprocessingFields } from './preprocessing-fields.tsx';
import type { ModelFile } from './read-model-file.ts';
import { rememberedSubmitter } from './remembered-submitter.ts';
import type { BenchmarkOption, SubmitOptions } from './submit-options.ts';
import { type SubmitValues, submitValues } from './submit-values.ts';
import { UploadPanel } from './upload-panel.tsx';
import { useHydrated } from './use-hydrated.ts';
import { useModelFile } from './use-model-file.ts';
import { useSubmit } from './use-submit.ts';

interface Props {
  readonly options: SubmitOptions;
  readonly benchmark: string;
}

const emptyValues = (benchmark: string): SubmitValues => ({
  benchmark,
  name: '',
  description: '',
  submittedBy: '',
  preprocessing: {
    height: 1,
    width: 1,
    interpolation: 'bilinear',
    colour: 'grey',
    ...copyOf(presetNormalisation('unit', 'grey')),
  },
  outputName: '',
  pooling: 'mean',
});

const copyOf = ({ scale, mean, std }: Pick<SubmitValues['preprocessing'], 'scale' | 'mean' | 'std'>) => ({
  scale,
  mean: [...mean],
  std: [...std],
});

/** Fills the form with what the file says and the benchmark's images need. */
function suggest(form: UseFormReturn<SubmitValues>, { model }: ModelFile, benchmark: BenchmarkOption) {
  const { height, width, channels } = benchmark.dataset;
  const suggestion = suggestPreprocessing(model, { height, width, channels: channels === 1 ? 1 : 3 });
  form.setValue('preprocessing', suggestion.preprocessing);
  form.setValue('outputName', suggestion.output.name);
  form.setValue('pooling', suggestion.output.pooling);
  form.clearErrors(['preprocessing', 'outputName', 'pooling']);
}

export function SubmitForm({ options, benchmark }: Props) {
  const form = useForm<SubmitValues>({
    resolver: zodResolver(submitValues),
    defaultValues: emptyValues(benchmark),
    mode: 'onTouched',
  });
  const chosen = useWatch({ control: form.control, name: 'benchmark' });
  const optionOf = (slug: string) => options.benchmarks.find((option) => option.slug === slug);
  const fill = (read: ModelFile) => {
    const option = optionOf(form.getValues('benchmark'));
    if (option) suggest(form, read, option);
    if (!form.getFieldState('name').isDirty) form.setValue('name', encoderName(read.file.name));
  };
  const file = useModelFile(options.limits.maxUploadBytes, fill);
  const { submit, upload, problems, busy } = useSubmit(form);
  const hydrated = useHydrated();
  const closed = busy || !hydrated;
  const read = file.state.status === 'ready' ? file.state.read : null;

  useEffect(() => {
    if (form.getValues('submittedBy') === '') form.setValue('submittedBy', rememberedSubmitter());
  }, [form]);

  const chooseBenchmark = (slug: string) => {
    form.setValue('benchmark', slug, { shouldValidate: true });
    const option = optionOf(slug);
    if (read && option) suggest(form, read, option);
  };

  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="Submit an encoder"
        onSubmit={form.handleSubmit((values) => read && submit(read.file, values))}
      >
        <fieldset disabled={closed} className="min-w-0 space-y-8">
          <BenchmarkChoice
            benchmarks={options.benchmarks}
            value={chosen}
            onChange={chooseBenchmark}
            disabled={closed}
            error={form.formState.errors.benchmark?.message}
          />
          <FileSection state={file.state} maxBytes={options.limits.maxUploadBytes} onFile={file.choose} />
          {read ? (
            <>
              <FormSection title="About it">
                <AboutFields />
              </FormSection>
              <FormSection
                title="Preprocessing"
                note="Filled in from the file; pixel values are a guess that only you can confirm."
              >
                <PreprocessingFields key={read.file.name} input={read.model.input} />
              </FormSection>
              <FormSection title="Features">
                <OutputFields outputs={read.model.outputs} />
              </FormSection>
            </>
          ) : null}
        </fieldset>
        <div className="mt-8 space-y-5">
          {problems.map((found) => (
            <ProblemNotice key={found.code} title="The submission was not accepted" problem={found} />
          ))}
          {busy && upload.state.status !== 'idle' ? (
            <UploadPanel
              state={upload.state}
              onPause={upload.pause}
              onResume={upload.resume}
              onCancel={upload.cancel}
            />
          ) : (
            <button type="submit" className="button button-primary w-full sm:w-auto" disabled={!read}>
              Upload and submit
            </button>
          )}
        </div>
      </form>
    </FormProvider>
  );
}
