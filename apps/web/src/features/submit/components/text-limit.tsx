'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import type { SubmitValues } from '../lib/form/submit-values.ts';

interface Props {
  readonly name: 'name' | 'submittedBy' | 'description';
  /** Characters, as the field's `maxLength`. */
  readonly max: number;
}

/** How much of a field's room is used, once little is left: what is pasted beyond it is cut off by the browser. */
export function TextLimit({ name, max }: Props) {
  const { control } = useFormContext<SubmitValues>();
  const { length } = useWatch({ control, name });
  if (length < 0.75 * max) return null;
  return (
    <span className="block tabular-nums">
      {length} of {max} characters{length >= max ? ' (limit reached)' : ''}.
    </span>
  );
}
