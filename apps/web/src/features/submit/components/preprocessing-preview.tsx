'use client';

import { type Pixels, preprocessing } from '@clusterboard/preprocessing';
import { ArrowRight, Shuffle } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { formatReal } from '../../formatting/format.ts';
import type { SubmitValues } from '../lib/form/submit-values.ts';
import { previewTensor, type TensorPreview } from '../lib/preview/preview-tensor.ts';
import { type Sprite, samplePixels } from '../lib/preview/sample-pixels.ts';
import { PixelsCanvas } from './pixels-canvas.tsx';

type Sample = Pixels | 'failed' | null;

function useSample(sprite: Sprite, index: number): Sample {
  const [sample, setSample] = useState<Sample>(null);
  useEffect(() => {
    let wanted = true;
    samplePixels(sprite, index).then(
      (pixels) => wanted && setSample(pixels),
      () => wanted && setSample('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [sprite, index]);
  return sample;
}

/** Larger inputs than any encoder in use would only make the page slow. */
const maxPixels = 2 ** 22;

/** Steps from one sample to the next: all classes come in turn, as 37 shares no factor with their number. */
const stride = 37;

/** One of the benchmark's images through the preprocessing as the form stands, by the code that the worker runs. */
export function PreprocessingPreview({ sprite }: { sprite: Sprite }) {
  const { control } = useFormContext<SubmitValues>();
  const values = useWatch({ control, name: 'preprocessing' });
  const [index, setIndex] = useState(0);
  const sample = useSample(sprite, index);
  const preview = useMemo(() => {
    const spec = preprocessing.safeParse(values).data;
    if (!spec || spec.width * spec.height > maxPixels || sample === null || sample === 'failed') return null;
    return previewTensor(sample, spec);
  }, [values, sample]);
  if (sample === 'failed') {
    return (
      <p className="text-sm text-ink-faint">
        Preview unavailable: we couldn’t load the benchmark’s sample images.
      </p>
    );
  }
  return (
    <section aria-label="Preview" className="card p-4">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium">Preview</h3>
        <button
          type="button"
          className="button h-8 px-3 text-xs"
          onClick={() => setIndex((current) => current + stride)}
        >
          <Shuffle aria-hidden="true" className="size-3.5" /> Another image
        </button>
      </div>
      {sample === null ? <Skeleton className="h-40 w-full" /> : <Stages sample={sample} preview={preview} />}
    </section>
  );
}

function Stages({ sample, preview }: { sample: Pixels; preview: TensorPreview | null }) {
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
      <figure className="min-w-0">
        <PixelsCanvas pixels={sample} label="A sample image of the benchmark" />
        <figcaption className="mt-1.5 text-xs text-ink-faint">
          Original image, {sample.width} × {sample.height}
        </figcaption>
      </figure>
      <ArrowRight aria-hidden="true" className="mt-14 size-4 shrink-0 text-ink-faint" />
      {preview === null ? (
        <p className="mt-12 text-sm text-ink-faint">Choose pixel values to see the preview.</p>
      ) : (
        <>
          <figure className="min-w-0">
            <PixelsCanvas pixels={preview.crop} label="The same image, resized and cropped" />
            <figcaption className="mt-1.5 text-xs text-ink-faint">
              Model input, {preview.crop.width} × {preview.crop.height}
            </figcaption>
          </figure>
          <ValuesTable preview={preview} />
        </>
      )}
    </div>
  );
}

function ValuesTable({ preview }: { preview: TensorPreview }) {
  return (
    <table className="min-w-48 flex-1 text-xs tabular-nums">
      <caption className="mb-1 text-left text-ink-faint">Input values</caption>
      <thead className="text-ink-faint">
        <tr>
          <th scope="col" className="py-1 text-left font-normal">
            Channel
          </th>
          {['Min', 'Mean', 'Max'].map((name) => (
            <th key={name} scope="col" className="py-1 pl-3 text-right font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {preview.channels.map(({ name, min, mean, max }) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {name}
            </th>
            {[min, mean, max].map((value, place) => (
              <td key={['min', 'mean', 'max'][place]} className="py-1 pl-3 text-right">
                {formatReal(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
