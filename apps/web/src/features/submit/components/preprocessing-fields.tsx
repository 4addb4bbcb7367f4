'use client';

import type { AcceptedModel } from '@clusterboard/onnx';
import { type Colour, channelCount, colours, interpolations } from '@clusterboard/preprocessing';
import { useFormContext } from 'react-hook-form';
import { FormField } from '../../../ui/form-field.tsx';
import { valuesForColour } from '../lib/form/pixel-values.ts';
import type { SubmitValues } from '../lib/form/submit-values.ts';
import { NormalisationFields } from './normalisation-fields.tsx';

const colourNames: Readonly<Record<Colour, string>> = { rgb: 'RGB', bgr: 'BGR', grey: 'Grey' };
const interpolationNames = { bilinear: 'Bilinear', bicubic: 'Bicubic' } as const;

/** How images become the model's input; what the file fixes cannot be changed. */
export function PreprocessingFields({ input }: { input: AcceptedModel['input'] }) {
  const {
    register,
    setValue,
    getValues,
    formState: { errors },
  } = useFormContext<SubmitValues>();
  const problems = errors.preprocessing;
  const possible = colours.filter(
    (colour) => input.channels === null || channelCount(colour) === input.channels,
  );
  const keepNormalisation = (colour: Colour) => {
    const values = valuesForColour(getValues('preprocessing'), colour, input);
    setValue('preprocessing.scale', values.scale);
    setValue('preprocessing.mean', [...values.mean]);
    setValue('preprocessing.std', [...values.std]);
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <FormField
        label="Input width"
        hint={input.width === null ? 'In pixels' : 'Fixed by the model'}
        error={problems?.width?.message}
      >
        {(props) => (
          <input
            {...props}
            {...register('preprocessing.width', { valueAsNumber: true })}
            readOnly={input.width !== null}
            inputMode="numeric"
            className="input tabular-nums read-only:bg-sunken"
          />
        )}
      </FormField>
      <FormField
        label="Input height"
        hint={input.height === null ? 'In pixels' : 'Fixed by the model'}
        error={problems?.height?.message}
      >
        {(props) => (
          <input
            {...props}
            {...register('preprocessing.height', { valueAsNumber: true })}
            readOnly={input.height !== null}
            inputMode="numeric"
            className="input tabular-nums read-only:bg-sunken"
          />
        )}
      </FormField>
      <FormField label="Colour" error={problems?.colour?.message}>
        {(props) => (
          <select
            {...props}
            {...register('preprocessing.colour', {
              onChange: (event: { target: { value: Colour } }) => keepNormalisation(event.target.value),
            })}
            className="input"
          >
            {possible.map((colour) => (
              <option key={colour} value={colour}>
                {colourNames[colour]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <NormalisationFields input={input} />
      <FormField label="Interpolation" error={problems?.interpolation?.message}>
        {(props) => (
          <select {...props} {...register('preprocessing.interpolation')} className="input">
            {interpolations.map((interpolation) => (
              <option key={interpolation} value={interpolation}>
                {interpolationNames[interpolation]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField
        label="Shorter side before cropping"
        hint="Leave empty to resize images to just cover the input."
        error={problems?.shorterSide?.message}
      >
        {(props) => (
          <input
            {...props}
            {...register('preprocessing.shorterSide', { setValueAs: optionalNumber })}
            inputMode="numeric"
            className="input tabular-nums"
          />
        )}
      </FormField>
    </div>
  );
}

const optionalNumber = (value: unknown): number | undefined =>
  value === undefined || value === null || value === '' ? undefined : Number(value);
