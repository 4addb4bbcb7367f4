import type { Metadata } from 'next';
import { ClosedNotice } from '../../features/benchmark/closed-notice.tsx';
import { ApiUnavailableNotice } from '../../features/site/api-unavailable.tsx';
import { SubmitForm } from '../../features/submit/submit-form.tsx';
import { offeredOptions, readSubmitOptions } from '../../features/submit/submit-options.ts';
import { whyNotOffered } from '../../features/submit/why-not-offered.ts';

export const metadata: Metadata = {
  title: 'Submit an encoder',
  description: 'Upload an ONNX image encoder and see where it ranks.',
};

export default async function SubmitPage({ searchParams }: PageProps<'/submit'>) {
  const answer = await readSubmitOptions();
  if (!answer.ok) return <ApiUnavailableNotice />;
  const asked = [(await searchParams).benchmark].flat()[0];
  const options = offeredOptions(answer.data);
  const wanted = options.benchmarks.find(({ slug }) => slug === asked) ?? options.benchmarks[0];
  const reason = asked === undefined ? null : whyNotOffered(answer.data.benchmarks, asked);
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
