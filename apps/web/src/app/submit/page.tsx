import type { Metadata } from 'next';
import { ClosedNotice } from '../../features/benchmark/components/closed-notice.tsx';
import { SubmitForm } from '../../features/submit/components/submit-form.tsx';
import { closedReasonFor } from '../../features/submit/lib/form/closed-reason.ts';
import { offeredOptions, readSubmitOptions } from '../../features/submit/server/submit-options.ts';
import { ApiUnavailableNotice } from '../../ui/api-unavailable.tsx';

export const metadata: Metadata = {
  title: 'Submit an encoder',
  description: 'Upload an ONNX image encoder and get its rank.',
};

export default async function SubmitPage({ searchParams }: PageProps<'/submit'>) {
  const result = await readSubmitOptions();
  if (!result.ok) return <ApiUnavailableNotice />;
  const { modelsClosedReason } = result.data.limits;
  if (modelsClosedReason !== null) return <ClosedNotice reason={modelsClosedReason} />;
  const requested = [(await searchParams).benchmark].flat()[0];
  const options = offeredOptions(result.data);
  const wanted = options.benchmarks.find(({ slug }) => slug === requested) ?? options.benchmarks[0];
  const reason = requested === undefined ? null : closedReasonFor(result.data.benchmarks, requested);
  return (
    <>
      {reason === null ? null : (
        <div className="mb-8">
          <ClosedNotice reason={reason} />
        </div>
      )}
      <SubmitForm options={options} benchmark={wanted?.slug ?? ''} />
    </>
  );
}
