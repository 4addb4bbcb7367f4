import { Skeleton } from '../../../features/site/skeleton.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

export default function BenchmarkLoading() {
  return (
    <main className="page" aria-busy="true" aria-label="Loading the board">
      <div className="grid gap-8 pt-10 pb-8 lg:grid-cols-2 lg:gap-12">
        <div className="space-y-3">
          <Skeleton className="h-9 w-1/2" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-4/5" />
        </div>
        <Skeleton className="h-64 w-full" />
      </div>
      <Skeleton className="mb-3 h-10 w-72" />
      <div className="card divide-y divide-line">
        {rows.map((row) => (
          <div key={row} className="p-4">
            <Skeleton className="h-8 w-full" />
          </div>
        ))}
      </div>
    </main>
  );
}
