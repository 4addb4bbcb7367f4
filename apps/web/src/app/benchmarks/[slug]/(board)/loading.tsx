import { Skeleton } from '../../../../ui/skeleton.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

export default function BoardLoading() {
  return (
    <div role="status" aria-label="Loading the leaderboard">
      <Skeleton className="mb-4 h-10 w-full" />
      <Skeleton className="mb-3 h-10 w-72 max-w-full" />
      <div className="card divide-y divide-line">
        {rows.map((row) => (
          <div key={row} className="p-4">
            <Skeleton className="h-8 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
