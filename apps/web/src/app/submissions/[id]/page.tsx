import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { formatBytes } from '../../../features/formatting/format.ts';
import { LiveSubmission, QueryProvider } from '../../../features/submission/components/live-submission.tsx';
import { readSubmission } from '../../../features/submission/server/read-submission.ts';
import { ApiUnavailable } from '../../../ui/api-unavailable.tsx';

type Props = PageProps<'/submissions/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const result = await readSubmission((await params).id);
  if (!result.ok) return {};
  if (result.data.submission === null) notFound();
  return { title: `Submission of ${result.data.submission.encoder.name}`, robots: { index: false } };
}

export default async function SubmissionPage({ params }: Props) {
  const result = await readSubmission((await params).id);
  if (!result.ok) return <ApiUnavailable />;
  const { submission } = result.data;
  if (submission === null) notFound();
  const { encoder, benchmark } = submission;
  return (
    <main className="page max-w-4xl">
      <header className="pt-8 pb-6">
        <p className="text-sm text-ink-faint">
          Submission to{' '}
          <Link href={`/benchmarks/${benchmark.slug}`} className="hover:text-ink">
            {benchmark.name}
          </Link>
        </p>
        <h1 className="mt-2 text-3xl font-semibold tracking-tight break-words">{encoder.name}</h1>
        <p className="mt-2 text-sm break-words text-ink-faint">
          {encoder.fileName}, {formatBytes(encoder.sizeBytes)}, submitted by {encoder.submittedBy}
        </p>
      </header>
      <QueryProvider>
        <LiveSubmission initial={submission} />
      </QueryProvider>
    </main>
  );
}
