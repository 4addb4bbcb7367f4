'use client';

import '../lib/form/strict-zod.ts';
import { formatShape, type Layout, type OutputReadings, type Pooling, poolingsOf } from '@clusterboard/onnx';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import type { SubmitValues } from '../lib/form/submit-values.ts';
import { explainOutput, type OutputValues, suggestOutput } from '../lib/form/suggest-output.ts';

const poolingNames: Readonly<Record<Pooling, string>> = {
  mean: 'Mean',
  first: 'First token (class token)',
  none: 'None',
};

const layoutNames: Readonly<Record<Layout, string>> = {
  nd: 'One row per image',
  nchw: 'Map, channels first (NCHW)',
  nhwc: 'Map, channels last (NHWC)',
  ntd: 'Tokens × features (NTD)',
  ndt: 'Features × tokens (NDT)',
};

interface ChoiceProps {
  readonly name: keyof OutputValues;
  readonly label: string;
  readonly hint: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** A choice that stays open until it is made, where the file does not make it. */
function Choice({ name, label, hint, options, onChange }: ChoiceProps) {
  const { register, formState, control } = useFormContext<SubmitValues>();
  const value = useWatch({ control, name });
  const changed = (event: { target: { value: string } }) => onChange(event.target.value);
  return (
    <FormField label={label} error={formState.errors[name]?.message} hint={hint}>
      {(props) => (
        <select {...props} {...register(name, { onChange: changed })} className="input">
          {value === '' ? <option value="">Choose…</option> : null}
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

/** Which output holds the features, what its axes are, and how they become one row per image. */
export function OutputFields({ readings }: { readings: OutputReadings }) {
  const { setValue, clearErrors, control } = useFormContext<SubmitValues>();
  const [outputName, layout, pooling] = useWatch({ control, name: ['outputName', 'layout', 'pooling'] });
  const reading = readings.outputs.find(({ name }) => name === outputName);
  const why = explainOutput(readings, { outputName, layout, pooling });
  const follow = (given: Partial<OutputValues>) => {
    const next = suggestOutput(readings, given);
    setValue('layout', next.layout);
    setValue('pooling', next.pooling);
    clearErrors(['layout', 'pooling']);
  };
  const asLayout = (value: string) => reading?.layouts.find((each) => each === value) ?? '';
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Choice
        name="outputName"
        label="Output tensor"
        hint={why.outputName}
        options={readings.outputs.map(({ name, shape }) => [name, `${name} ${formatShape(shape)}`])}
        onChange={(name) => follow({ outputName: name })}
      />
      {reading ? (
        <Choice
          name="layout"
          label="Axes"
          hint={why.layout}
          options={reading.layouts.map((each) => [each, layoutNames[each]])}
          onChange={(value) => follow({ outputName, layout: asLayout(value) })}
        />
      ) : null}
      {layout !== '' && layout !== 'nd' ? (
        <Choice
          name="pooling"
          label="Pooling"
          hint={why.pooling}
          options={poolingsOf(layout).map((each) => [each, poolingNames[each]])}
          onChange={() => undefined}
        />
      ) : null}
    </div>
  );
}
