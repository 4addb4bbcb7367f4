import { Skeleton } from '../../../ui/skeleton.tsx';

export default function SubmissionLoading() {
  return (
    <main className="page max-w-4xl" aria-busy="true" aria-label="Loading the submission">
      <div className="space-y-3 pt-8 pb-6">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="h-9 w-80 max-w-full" />
        <Skeleton className="h-4 w-64" />
      </div>
      <Skeleton className="h-72 w-full" />
    </main>
  );
}
