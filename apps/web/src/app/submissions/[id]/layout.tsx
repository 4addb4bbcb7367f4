import { notFound } from 'next/navigation';
import { readSubmission } from '../../../features/submission/server/read-submission.ts';

/** Decides on 404 outside the loading boundary, while the status can still be set. */
export default async function SubmissionLayout({ params, children }: LayoutProps<'/submissions/[id]'>) {
  const result = await readSubmission((await params).id);
  if (result.ok && result.data.submission === null) notFound();
  return children;
}
