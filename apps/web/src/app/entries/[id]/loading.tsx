import { Skeleton } from '../../../ui/skeleton.tsx';

export default function EntryLoading() {
  return (
    <div role="status" aria-label="Loading the entry">
      <Skeleton className="h-40 w-full" />
      <Skeleton className="mt-6 h-80 w-full" />
    </div>
  );
}
