'use client';

import {
  type PresetName,
  presetNormalisation,
  presetOf,
  presets,
  presetsFor,
} from '@clusterboard/preprocessing';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import { parseNumberList } from '../lib/form/number-list.ts';
import type { SubmitValues } from '../lib/form/submit-values.ts';

const own = 'own';

/** Which values pixels are given: a preset that published encoders use, or own numbers. */
export function NormalisationFields() {
  const { setValue, control } = useFormContext<SubmitValues>();
  const { colour, scale, mean, std } = useWatch({ control, name: 'preprocessing' });
  const [ownValues, setOwnValues] = useState(false);
  const matching = presetOf({ colour, scale, mean, std });
  const shown = ownValues || matching === null ? own : matching;
  const choose = (choice: string) => {
    const name = presetsFor(colour).find((preset) => preset === choice);
    setOwnValues(name === undefined);
    if (name) applyPreset(name);
  };
  const applyPreset = (name: PresetName) => {
    const values = presetNormalisation(name, colour);
    const options = { shouldValidate: true };
    setValue('preprocessing.scale', values.scale, options);
    setValue('preprocessing.mean', [...values.mean], options);
    setValue('preprocessing.std', [...values.std], options);
  };
  return (
    <>
      <FormField
        label="Pixel values"
        hint={
          shown === own
            ? '(pixel × scale − mean) / std, with pixels from 0 to 255'
            : presets[shown].description
        }
      >
        {(props) => (
          <select {...props} className="input" value={shown} onChange={(event) => choose(event.target.value)}>
            {presetsFor(colour).map((name) => (
              <option key={name} value={name}>
                {presets[name].label}
              </option>
            ))}
            <option value={own}>Custom values</option>
          </select>
        )}
      </FormField>
      {shown === own ? <OwnValues /> : null}
    </>
  );
}

function OwnValues() {
  const {
    register,
    formState: { errors },
  } = useFormContext<SubmitValues>();
  const problems = errors.preprocessing;
  const lists = { setValueAs: parseNumberList };
  return (
    <div className="grid gap-5 sm:col-span-2 sm:grid-cols-3">
      <FormField label="Scale" error={problems?.scale?.message}>
        {(props) => (
          <input
            {...props}
            {...register('preprocessing.scale', { valueAsNumber: true })}
            inputMode="decimal"
            className="input tabular-nums"
          />
        )}
      </FormField>
      <FormField
        label="Mean"
        hint="One number per channel, separated by commas"
        error={listError(problems?.mean)}
      >
        {(props) => (
          <input {...props} {...register('preprocessing.mean', lists)} className="input tabular-nums" />
        )}
      </FormField>
      <FormField
        label="Standard deviation"
        hint="One number per channel, separated by commas"
        error={listError(problems?.std)}
      >
        {(props) => (
          <input {...props} {...register('preprocessing.std', lists)} className="input tabular-nums" />
        )}
      </FormField>
    </div>
  );
}

/** The problem of a list as a whole, or of the first of its numbers that has one. */
const listError = (
  problem: { message?: string | undefined; root?: { message?: string | undefined } } | undefined,
): string | undefined => {
  if (!problem) return undefined;
  if (problem.message) return problem.message;
  if (problem.root?.message) return problem.root.message;
  return 'Enter numbers separated by commas.';
};
