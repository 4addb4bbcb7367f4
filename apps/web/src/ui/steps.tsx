const steps = [
  {
    title: 'Freeze the encoder',
    text: 'You submit one ONNX file. It maps each image to a feature vector. We never train or fine-tune it.',
  },
  {
    title: 'Cluster the features',
    text: 'We run PCA and plain k-means on the training images with five seeds and one cluster per class.',
  },
  {
    title: 'Match clusters to classes',
    text: 'Labels are used only now: linear assignment on the training split maps each cluster to a class.',
  },
  {
    title: 'Score the test images',
    text: 'Each test image joins its nearest cluster. We report ACC, ARI, AMI and MI with the standard deviation across seeds.',
  },
];

/** How a score comes about, in four sentences. */
export function Steps() {
  return (
    <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
      {steps.map(({ title, text }, index) => (
        <li key={title} className="border-t-2 border-mark pt-3">
          <p className="text-xs tabular-nums text-ink-faint">{index + 1}</p>
          <h3 className="mt-1 font-medium">{title}</h3>
          <p className="mt-1.5 text-sm leading-relaxed text-ink-soft">{text}</p>
        </li>
      ))}
    </ol>
  );
}
