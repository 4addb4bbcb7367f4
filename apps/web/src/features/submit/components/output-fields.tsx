'use client';

import { type AcceptedModel, type OutputChoice, type Pooling, suggestPooling } from '@clusterboard/onnx';
import { useFormContext, useWatch } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import type { SubmitValues } from '../lib/form/submit-values.ts';

const poolingNames: Readonly<Record<Pooling, string>> = {
  mean: 'Mean over positions',
  first: 'First token (class token)',
};

const poolingsFor: Readonly<Record<OutputChoice['layout'], readonly Pooling[]>> = {
  vector: [],
  map: ['mean'],
  tokens: ['first', 'mean'],
  unknown: ['mean', 'first'],
};

const layoutNames: Readonly<Record<OutputChoice['layout'], string>> = {
  vector: 'one row per image',
  map: 'a feature map',
  tokens: 'tokens',
  unknown: 'unknown shape',
};

const described = ({ name, layout, dim }: OutputChoice): string =>
  `${name} (${layoutNames[layout]}${dim === null ? '' : `, ${dim} values`})`;

/** Which output holds the features, and how positions become one row. */
export function OutputFields({ outputs }: { outputs: AcceptedModel['outputs'] }) {
  const {
    register,
    setValue,
    control,
    formState: { errors },
  } = useFormContext<SubmitValues>();
  const chosen = useWatch({ control, name: 'outputName' });
  const output = outputs.find(({ name }) => name === chosen);
  const poolings = output ? poolingsFor[output.layout] : [];
  const suggest = (name: string) => {
    const next = outputs.find((candidate) => candidate.name === name);
    if (next) setValue('pooling', suggestPooling(next));
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <FormField label="Output tensor" error={errors.outputName?.message}>
        {(props) => (
          <select
            {...props}
            {...register('outputName', {
              onChange: (event: { target: { value: string } }) => suggest(event.target.value),
            })}
            className="input"
          >
            {outputs.map((choice) => (
              <option key={choice.name} value={choice.name}>
                {described(choice)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {poolings.length > 0 ? (
        <FormField label="Pooling" error={errors.pooling?.message}>
          {(props) => (
            <select {...props} {...register('pooling')} className="input">
              {poolings.map((pooling) => (
                <option key={pooling} value={pooling}>
                  {poolingNames[pooling]}
                </option>
              ))}
            </select>
          )}
        </FormField>
      ) : null}
    </div>
  );
}
