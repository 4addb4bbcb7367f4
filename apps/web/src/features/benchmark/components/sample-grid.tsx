import type { Dataset } from '../lib/dataset.ts';
import { SampleImage } from './sample-image.tsx';

const columns = 10;
const rows = [0, 1, 2, 3];

/** Sample images under the names of the classes that clusters are matched to. */
export function SampleGrid({ dataset }: { dataset: Dataset }) {
  if (dataset.samplesUrl === null) return null;
  const classes = dataset.classNames.slice(0, columns);
  const more = dataset.classNames.length > columns;
  return (
    <figure>
      <ul className="grid grid-cols-10 gap-x-1">
        {classes.map((name, classIndex) => (
          <li key={name} className="min-w-0">
            <div aria-hidden="true" className="space-y-1 [&>*]:rounded-sm">
              {rows.map((sampleIndex) => (
                <SampleImage key={sampleIndex} {...{ dataset, classIndex, sampleIndex }} />
              ))}
            </div>
            <p className="mt-1.5 text-center text-[0.7rem] leading-tight text-ink-faint max-sm:sr-only">
              {name}
            </p>
          </li>
        ))}
      </ul>
      <figcaption className="sr-only">
        Sample training images of {dataset.name}
        {more ? `, the first ${columns} of ${dataset.classNames.length} classes` : ''}
      </figcaption>
    </figure>
  );
}
