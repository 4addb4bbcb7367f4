import { percent } from '../../../ui/charts/plot.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatWhole } from '../../formatting/format.ts';
import type { Views } from '../server/read-views.ts';

/** The classes whose images stand in each other's clusters. */
export function ConfusedPanel({ pairs }: { pairs: NonNullable<Views['confusedPairs']> }) {
  const most = Math.max(1, ...pairs.map((pair) => pair.firstAsSecond + pair.secondAsFirst));
  return (
    <Panel title="Most confused classes">
      {pairs.length === 0 ? (
        <p className="text-sm text-ink-soft">No classes are confused with each other.</p>
      ) : (
        <ul className="space-y-3">
          {pairs.map(({ first, second, firstAsSecond, secondAsFirst }) => (
            <li key={`${first.index} ${second.index}`}>
              <p className="flex items-baseline justify-between gap-3 text-sm">
                <span className="min-w-0 truncate">
                  {first.name} <span className="text-ink-faint">and</span> {second.name}
                </span>
                <span className="font-medium tabular-nums">{formatWhole(firstAsSecond + secondAsFirst)}</span>
              </p>
              <div aria-hidden="true" className="mt-1 flex h-1.5 gap-px">
                <span className="bg-series-1" style={{ width: percent(firstAsSecond / most) }} />
                <span className="bg-series-2" style={{ width: percent(secondAsFirst / most) }} />
              </div>
              <p className="mt-1 text-xs text-ink-faint tabular-nums">
                {formatWhole(firstAsSecond)} “{first.name}” in “{second.name}” clusters,{' '}
                {formatWhole(secondAsFirst)} the other way round
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
