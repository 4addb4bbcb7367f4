import { DescriptionList, Fact } from '../../../ui/description-list.tsx';
import { formatBytes, formatCount, formatReal, formatWhole } from '../../formatting/format.ts';
import type { Entry } from '../server/read-entry.ts';

const layoutNames = {
  ND: 'one row per image',
  NCHW: 'channels, height, width',
  NHWC: 'height, width, channels',
  NTD: 'tokens, features',
  NDT: 'features, tokens',
} as const;
const poolingNames = { MEAN: 'mean', FIRST: 'first token', NONE: 'none' } as const;

/** Where a setting came from. */
const Reason = ({ text }: { readonly text: string | undefined }) =>
  text ? <span className="block text-xs break-words text-ink-faint">{text}</span> : null;

export function EncoderFacts({ entry }: { entry: Entry }) {
  const { encoder, output } = entry.submission;
  return (
    <DescriptionList>
      <Fact term="File">
        <span className="break-all">{encoder.fileName}</span>
      </Fact>
      <Fact term="Size">{formatBytes(encoder.sizeBytes)}</Fact>
      {entry.parameters === null ? null : (
        <Fact term="Parameters">
          <span title={formatWhole(entry.parameters)}>{formatCount(entry.parameters)}</span>
        </Fact>
      )}
      <Fact term="Feature dimension">{formatWhole(entry.featureDimension)}</Fact>
      {output.name ? (
        <Fact term="Output">
          <code className="font-mono text-[0.92em] break-all">{output.name}</code>
          <Reason text={output.reasons?.output} />
        </Fact>
      ) : null}
      {output.layout ? (
        <Fact term="Output axes">
          {layoutNames[output.layout]}
          <Reason text={output.reasons?.layout} />
        </Fact>
      ) : null}
      {output.pooling === 'NONE' ? null : (
        <Fact term="Pooling">
          {poolingNames[output.pooling]}
          <Reason text={output.reasons?.pooling} />
        </Fact>
      )}
      <Fact term="SHA-256">
        <code className="block font-mono text-xs break-all text-ink-soft">{encoder.sha256}</code>
      </Fact>
    </DescriptionList>
  );
}

const list = (values: readonly number[]) => values.map((value) => formatReal(value)).join(', ');

const colourNames = { RGB: 'RGB', BGR: 'BGR', GREY: 'grey' } as const;
const interpolationNames = { BILINEAR: 'bilinear', BICUBIC: 'bicubic' } as const;

export function PreprocessingFacts({ entry }: { entry: Entry }) {
  const { preprocessing } = entry.submission;
  return (
    <DescriptionList>
      <Fact term="Input">
        {preprocessing.width} × {preprocessing.height} {colourNames[preprocessing.colour]}
      </Fact>
      {preprocessing.shorterSide === null ? null : (
        <Fact term="Shorter side before cropping">{preprocessing.shorterSide}</Fact>
      )}
      <Fact term="Resizing">{interpolationNames[preprocessing.interpolation]}</Fact>
      <Fact term="Scale">{formatReal(preprocessing.scale)}</Fact>
      <Fact term="Mean">{list(preprocessing.mean)}</Fact>
      <Fact term="Standard deviation">{list(preprocessing.std)}</Fact>
    </DescriptionList>
  );
}

export function EvaluationFacts({ entry }: { entry: Entry }) {
  const { benchmark } = entry;
  return (
    <DescriptionList>
      <Fact term="Protocol">
        <abbr title={benchmark.protocol.summary} className="font-mono text-[0.92em] decoration-line-strong">
          {benchmark.protocol.name}
        </abbr>
      </Fact>
      <Fact term="Clusters">{formatWhole(entry.clusters)}</Fact>
      <Fact term="PCA">
        {entry.pcaDimension === null ? 'not applied' : `${formatWhole(entry.pcaDimension)} components`}
      </Fact>
      <Fact term="Images">
        {formatWhole(benchmark.dataset.trainCount)} + {formatWhole(benchmark.dataset.testCount)}
      </Fact>
      <Fact term="Speed">{formatWhole(Math.round(entry.imagesPerSecond))} images/s</Fact>
      <Fact term="Execution provider">{entry.executionProvider}</Fact>
    </DescriptionList>
  );
}
