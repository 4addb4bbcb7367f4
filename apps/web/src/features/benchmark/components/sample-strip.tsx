import type { Dataset } from '../lib/dataset.ts';
import { SampleImage } from './sample-image.tsx';

const columns = 10;
const rows = [0, 1];

/** Two rows of sample images, one column for each of the first ten classes. */
export function SampleStrip({ dataset }: { dataset: Dataset }) {
  if (dataset.samplesUrl === null) return null;
  const classes = dataset.classNames.slice(0, columns);
  return (
    <div
      role="img"
      aria-label={`Sample images of ${dataset.name}: ${classes.join(', ')}`}
      className="grid grid-cols-10 gap-0.5 border-b border-line p-0.5"
    >
      {rows.map((sampleIndex) =>
        classes.map((name, classIndex) => (
          <SampleImage key={`${name} ${sampleIndex}`} {...{ dataset, classIndex, sampleIndex }} />
        )),
      )}
    </div>
  );
}
