'use client';

import { maxDescriptionLength, maxNameLength } from '@clusterboard/onnx/submission-fields';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import type { SubmitValues } from '../lib/form/submit-values.ts';

interface Props {
  readonly name: 'name' | 'submittedBy' | 'description';
  /** Characters, as the field's `maxLength`. */
  readonly max: number;
}

/** How much of a field's room is used, once little is left: what is pasted beyond it is cut off by the browser. */
function TextLimit({ name, max }: Props) {
  const { control } = useFormContext<SubmitValues>();
  const { length } = useWatch({ control, name });
  if (length < 0.75 * max) return null;
  return (
    <span className="block tabular-nums">
      {length} of {max} characters{length >= max ? ' (limit reached)' : ''}.
    </span>
  );
}

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
