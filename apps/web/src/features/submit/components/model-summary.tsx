import '../lib/form/strict-zod.ts';

import { formatShape, type TensorDescription } from '@clusterboard/onnx';
import { BadgeCheck } from 'lucide-react';
import { DescriptionList, Fact } from '../../../ui/description-list.tsx';
import { formatBytes, formatCount } from '../../formatting/format.ts';
import type { ModelFile } from '../lib/upload/read-model-file.ts';

/** What a file says about itself. */
export default function ModelSummary({ file, inspection }: ModelFile) {
  const opset = inspection.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  return (
    <section aria-label="File contents" className="card p-4 sm:p-5">
      <p role="status" className="mb-2 flex items-center gap-2 font-medium">
        <BadgeCheck aria-hidden="true" className="size-5 shrink-0 text-good" />
        <span className="min-w-0 break-all">{file.name}</span>
        <span className="text-sm font-normal whitespace-nowrap text-ink-faint">Ready to submit</span>
      </p>
      <div className="grid gap-x-8 sm:grid-cols-2">
        <DescriptionList>
          <Fact term="Size">{formatBytes(file.size)}</Fact>
          <Fact term="Parameters">{formatCount(inspection.parameters)}</Fact>
          <Fact term="Opset">{opset?.version ?? 'unknown'}</Fact>
        </DescriptionList>
        <DescriptionList>
          <Fact term={inspection.inputs.length === 1 ? 'Input' : 'Inputs'}>
            <Tensors tensors={inspection.inputs} />
          </Fact>
          <Fact term={inspection.outputs.length === 1 ? 'Output' : 'Outputs'}>
            <Tensors tensors={inspection.outputs} />
          </Fact>
          {inspection.producer.name ? (
            <Fact term="Exported by">
              <span className="break-all">
                {`${inspection.producer.name} ${inspection.producer.version}`.trim()}
              </span>
            </Fact>
          ) : null}
        </DescriptionList>
      </div>
    </section>
  );
}

const shownTensors = 4;

function Tensors({ tensors }: { tensors: readonly TensorDescription[] }) {
  return (
    <>
      {tensors.slice(0, shownTensors).map(({ name, shape }) => (
        <code key={name} className="block font-mono text-xs leading-5 break-all">
          {name} {formatShape(shape)}
        </code>
      ))}
      {tensors.length > shownTensors ? (
        <span className="text-xs text-ink-faint">and {tensors.length - shownTensors} more</span>
      ) : null}
    </>
  );
}
