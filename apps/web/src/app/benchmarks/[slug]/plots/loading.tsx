import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function PlotsLoading() {
  return (
    <main className="page" aria-busy="true" aria-label="Loading the plots">
      <div className="space-y-3 pt-10 pb-6">
        <Skeleton className="h-9 w-80 max-w-full" />
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-112 w-full" />
        <Skeleton className="h-112 w-full" />
      </div>
    </main>
  );
}
