import type { Dataset } from '../lib/dataset.ts';

/** `samples.png` is a sprite: one row a class, this many images in each, no gaps. */
export const samplesPerClass = 10;

interface Props {
  readonly dataset: Dataset;
  readonly classIndex: number;
  readonly sampleIndex: number;
}

const percent = (index: number, count: number) => `${count < 2 ? 0 : (100 * index) / (count - 1)}%`;

/** One training image out of a data set's sprite, as wide as its container and never smoothed. */
export function SampleImage({ dataset, classIndex, sampleIndex }: Props) {
  const classCount = dataset.classNames.length;
  return (
    <span
      className="block w-full bg-sunken [image-rendering:pixelated]"
      style={{
        aspectRatio: `${dataset.width} / ${dataset.height}`,
        ...(dataset.samplesUrl === null
          ? {}
          : { backgroundImage: `url("${encodeURI(dataset.samplesUrl)}")` }),
        backgroundSize: `${samplesPerClass * 100}% ${classCount * 100}%`,
        backgroundPosition: `${percent(sampleIndex, samplesPerClass)} ${percent(classIndex, classCount)}`,
      }}
    />
  );
}

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
