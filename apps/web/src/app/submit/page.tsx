import type { Metadata } from 'next';
import { ApiUnavailableNotice } from '../../features/site/api-unavailable.tsx';
import { SubmitForm } from '../../features/submit/submit-form.tsx';
import { readSubmitOptions } from '../../features/submit/submit-options.ts';

export const metadata: Metadata = {
  title: 'Submit an encoder',
  description: 'Upload an ONNX image encoder and see where it ranks.',
};

export default async function SubmitPage({ searchParams }: PageProps<'/submit'>) {
  const answer = await readSubmitOptions();
  if (!answer.ok) return <ApiUnavailableNotice />;
  const { benchmark } = await searchParams;
  const options = answer.data;
  const wanted = options.benchmarks.find(({ slug }) => slug === benchmark) ?? options.benchmarks[0];
  return <SubmitForm options={options} benchmark={wanted?.slug ?? ''} />;
}
