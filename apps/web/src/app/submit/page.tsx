import type { Metadata } from 'next';
import { ApiUnavailable } from '../../features/site/api-unavailable.tsx';
import { SubmitForm } from '../../features/submit/submit-form.tsx';
import { readSubmitOptions } from '../../features/submit/submit-options.ts';

export const metadata: Metadata = {
  title: 'Submit an encoder',
  description: 'Upload an ONNX image encoder and see where it ranks.',
};

export default async function SubmitPage({ searchParams }: PageProps<'/submit'>) {
  const answer = await readSubmitOptions();
  if (!answer.ok) return <ApiUnavailable />;
  const { benchmark } = await searchParams;
  const options = answer.data;
  const wanted = options.benchmarks.find(({ slug }) => slug === benchmark) ?? options.benchmarks[0];
  return (
    <main className="page max-w-3xl">
      <header className="pt-10 pb-8">
        <h1 className="text-3xl font-semibold tracking-tight">Submit an encoder</h1>
        <p className="mt-3 leading-relaxed text-ink-soft">
          One ONNX file with one image input and a float32 output. It is read in your browser first, so you
          see at once whether it can be ranked; nothing is uploaded until you say so.
        </p>
      </header>
      <SubmitForm options={options} benchmark={wanted?.slug ?? ''} />
    </main>
  );
}
