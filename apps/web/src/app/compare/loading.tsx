import { Skeleton } from '../../ui/skeleton.tsx';

export default function CompareLoading() {
  return (
    <main className="page" aria-busy="true" aria-label="Loading the comparison">
      <div className="space-y-3 pt-8 pb-6">
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-9 w-80 max-w-full" />
        <Skeleton className="h-10 w-64" />
      </div>
      <Skeleton className="h-96 w-full" />
      <Skeleton className="mt-6 h-64 w-full" />
    </main>
  );
}
