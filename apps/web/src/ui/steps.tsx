const steps = [
  {
    title: 'Your encoder is frozen',
    text: 'You submit one ONNX file. It turns every image into a row of features, and nothing about it is trained here.',
  },
  {
    title: 'Its features are clustered',
    text: 'PCA and plain k-means run on the training images over five seeds, with as many clusters as there are classes.',
  },
  {
    title: 'Clusters meet classes',
    text: 'Only now do labels come in: a linear assignment on the training split gives every cluster its class.',
  },
  {
    title: 'Unseen images are scored',
    text: 'Test images join their nearest cluster. ACC, ARI, AMI and MI are reported with their deviation over seeds.',
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
