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
          label="Name of the encoder"
          hint={<TextLimit name="name" most={maxNameLength} />}
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
              Shown beside the entry. This browser remembers it.
              <TextLimit name="submittedBy" most={maxNameLength} />
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
            How it was trained, on what, a link to the paper. Optional.
            <TextLimit name="description" most={maxDescriptionLength} />
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
