'use client';

import '../lib/form/strict-zod.ts';
import type { EncoderInput } from '@clusterboard/onnx';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { FormProvider, type UseFormReturn, useForm } from 'react-hook-form';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { rememberedSubmitter } from '../lib/form/remembered-submitter.ts';
import { submitResolver } from '../lib/form/submit-resolver.ts';
import type { SubmitValues } from '../lib/form/submit-values.ts';
import { suggestOutput } from '../lib/form/suggest-output.ts';
import { encoderName, suggestValues } from '../lib/form/suggest-values.ts';
import type { ModelFile } from '../lib/upload/read-model-file.ts';
import { useSubmit } from '../lib/upload/use-submit.ts';
import type { BenchmarkOption } from '../server/submit-options.ts';
import { FormDetails } from './form-details.tsx';
import { SubmitButton } from './submit-button.tsx';

interface Props {
  /** Null while a file is read, or after one that cannot be submitted. */
  readonly read: ModelFile | null;
  readonly option: BenchmarkOption;
  readonly onBusy: (busy: boolean) => void;
}

const UploadPanel = dynamic(() => import('./upload-panel.tsx'), {
  loading: () => <Skeleton className="h-32 w-full" />,
});

const emptyValues: SubmitValues = {
  benchmark: '',
  name: '',
  description: '',
  submittedBy: '',
  preprocessing: {
    height: 1,
    width: 1,
    interpolation: 'bilinear',
    colour: 'grey',
    scale: 1 / 255,
    mean: [0],
    std: [1],
  },
  outputName: '',
  layout: '',
  pooling: '',
};

/** Fills the form with what the file says and the benchmark's images need. */
function suggest(
  form: UseFormReturn<SubmitValues, EncoderInput | null>,
  read: ModelFile,
  option: BenchmarkOption,
): void {
  const { outputName, layout, pooling } = suggestOutput(read.readings);
  form.setValue('benchmark', option.slug);
  form.setValue('preprocessing', suggestValues(read, option));
  form.setValue('outputName', outputName);
  form.setValue('layout', layout);
  form.setValue('pooling', pooling);
  form.clearErrors(['preprocessing', 'outputName', 'layout', 'pooling']);
}

/** Keeps the form in step with the file and the benchmark; tells which file it is filled from. */
function useSuggestions(
  form: UseFormReturn<SubmitValues, EncoderInput | null>,
  read: ModelFile | null,
  option: BenchmarkOption,
): ModelFile | null {
  const [filled, setFilled] = useState<ModelFile | null>(null);
  const suggestedName = useRef('');
  useEffect(() => {
    if (read === null) return;
    suggest(form, read, option);
    if (form.getValues('name') === suggestedName.current) {
      suggestedName.current = encoderName(read.file.name);
      form.setValue('name', suggestedName.current);
    }
    setFilled(read);
  }, [form, read, option]);
  return filled === read ? read : null;
}

/** What is requested once a file is chosen, its upload, and what came of it. */
export default function ModelForm({ read, option, onBusy }: Props) {
  const form = useForm<SubmitValues, EncoderInput | null>({
    resolver: submitResolver,
    context: read?.model.input ?? null,
    defaultValues: { ...emptyValues, submittedBy: rememberedSubmitter() },
    mode: 'onTouched',
  });
  const filled = useSuggestions(form, read, option);
  const { submit, upload, problems, busy } = useSubmit(form);
  useEffect(() => onBusy(busy), [busy, onBusy]);
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="Submit an encoder"
        onSubmit={form.handleSubmit((values) => filled && submit(filled.file, values))}
      >
        {filled ? (
          <fieldset disabled={busy} className="mt-8 min-w-0 space-y-8">
            <FormDetails read={filled} benchmark={option} />
          </fieldset>
        ) : null}
        <div className="mt-8 space-y-5">
          {problems.map((found) => (
            <ProblemNotice key={found.code} title="We couldn’t accept this submission" problem={found} />
          ))}
          {busy && upload.state.status !== 'idle' ? (
            <UploadPanel
              state={upload.state}
              onPause={upload.pause}
              onResume={upload.resume}
              onCancel={upload.cancel}
            />
          ) : (
            <SubmitButton disabled={!filled} />
          )}
        </div>
      </form>
    </FormProvider>
  );
}
