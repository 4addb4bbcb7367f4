'use client';

import { maxDescriptionLength, maxNameLength } from '@clusterboard/onnx/submission-fields';
import { useFormContext } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import type { SubmitValues } from '../lib/form/submit-values.ts';
import { TextLimit } from './text-limit.tsx';

/** Who and what: the texts that stand beside the scores. */
export function AboutFields() {
  const {
    register,
    formState: { errors },
  } = useFormContext<SubmitValues>();
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField
          label="Encoder name"
          hint={<TextLimit name="name" max={maxNameLength} />}
          error={errors.name?.message}
        >
          {(control) => (
            <input
              {...control}
              {...register('name')}
              className="input"
              autoComplete="off"
              maxLength={maxNameLength}
            />
          )}
        </FormField>
        <FormField
          label="Your name"
          hint={
            <>
              Shown on the entry. Remembered in this browser.
              <TextLimit name="submittedBy" max={maxNameLength} />
            </>
          }
          error={errors.submittedBy?.message}
        >
          {(control) => (
            <input
              {...control}
              {...register('submittedBy')}
              className="input"
              autoComplete="name"
              maxLength={maxNameLength}
            />
          )}
        </FormField>
      </div>
      <FormField
        label="Description"
        hint={
          <>
            Optional. Training method, training data, link to the paper.
            <TextLimit name="description" max={maxDescriptionLength} />
          </>
        }
        error={errors.description?.message}
      >
        {(control) => (
          <textarea
            {...control}
            {...register('description')}
            rows={3}
            className="input h-auto py-2"
            maxLength={maxDescriptionLength}
          />
        )}
      </FormField>
    </>
  );
}
