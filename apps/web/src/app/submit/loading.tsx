import { Skeleton } from '../../features/site/skeleton.tsx';

export default function SubmitLoading() {
  return (
    <main className="page max-w-3xl" aria-busy="true" aria-label="Loading the form">
      <div className="space-y-3 pt-10 pb-8">
        <Skeleton className="h-9 w-72" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-2/3" />
      </div>
      <Skeleton className="h-20 w-full" />
      <Skeleton className="mt-8 h-44 w-full" />
    </main>
  );
}
