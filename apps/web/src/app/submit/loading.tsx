import { Skeleton } from '../../ui/skeleton.tsx';

export default function SubmitLoading() {
  return (
    <div role="status" aria-label="Loading the form">
      <Skeleton className="h-20 w-full" />
      <Skeleton className="mt-8 h-44 w-full" />
    </div>
  );
}
