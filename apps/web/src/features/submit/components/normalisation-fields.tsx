'use client';

import { checkPreprocessing, type EncoderInput, valueEvidence } from '@clusterboard/onnx';
import {
  type Preprocessing,
  type PresetName,
  preprocessing,
  presetNormalisation,
  presetOf,
  presets,
  presetsFor,
} from '@clusterboard/preprocessing';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import { parseNumberList } from '../lib/form/number-list.ts';
import { areChosen } from '../lib/form/pixel-values.ts';
import type { SubmitValues } from '../lib/form/submit-values.ts';

const own = 'own';
const none = '';

type Choice = PresetName | typeof own | typeof none;

/** What stands below the choice: what it does, and where it comes from. */
function hintOf(shown: Choice, input: EncoderInput): string {
  const evidence = valueEvidence(input);
  if (shown === none) {
    return 'Neither the file nor we can tell. See the preprocessing code of the encoder’s training.';
  }
  if (shown === own) return '(pixel × scale − mean) / std, with pixels from 0 to 255';
  const { description } = presets[shown];
  return evidence?.preset === shown ? `${description}. Chosen because ${evidence.reason}.` : description;
}

/** Which values pixels are given: a preset that published encoders use, or own numbers. */
export function NormalisationFields({ input }: { input: EncoderInput }) {
  const {
    setValue,
    control,
    formState: { errors },
  } = useFormContext<SubmitValues>();
  const spec = useWatch({ control, name: 'preprocessing' });
  const { colour, scale, mean, std } = spec;
  const [ownValues, setOwnValues] = useState(false);
  const matching = presetOf({ colour, scale, mean, std });
  const chosen = areChosen(spec);
  const shown: Choice = chosen ? (ownValues || matching === null ? own : matching) : none;
  const choose = (choice: string) => {
    const name = presetsFor(colour).find((preset) => preset === choice);
    setOwnValues(name === undefined);
    if (name) applyPreset(name);
    else if (!chosen) applyPreset('unit');
  };
  const applyPreset = (name: PresetName) => {
    const values = presetNormalisation(name, colour);
    const options = { shouldValidate: true };
    setValue('preprocessing.mean', [...values.mean], options);
    setValue('preprocessing.std', [...values.std], options);
    setValue('preprocessing.scale', values.scale, options);
  };
  return (
    <>
      <FormField
        label="Pixel values"
        hint={hintOf(shown, input)}
        error={shown === own ? undefined : errors.preprocessing?.scale?.message}
      >
        {(props) => (
          <select {...props} className="input" value={shown} onChange={(event) => choose(event.target.value)}>
            {chosen ? null : (
              <option value={none} disabled>
                Choose…
              </option>
            )}
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
      <ValueWarnings spec={spec} input={input} />
    </>
  );
}

/** What is unusual about the values, while they are entered. */
function ValueWarnings({ spec, input }: { spec: Preprocessing; input: EncoderInput }) {
  const parsed = preprocessing.safeParse(spec);
  const warnings = parsed.success ? checkPreprocessing(input, parsed.data).warnings : [];
  return warnings.map(({ message, advice }) => (
    <p key={message} role="status" className="text-sm text-wait sm:col-span-2">
      {message} {advice}
    </p>
  ));
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
