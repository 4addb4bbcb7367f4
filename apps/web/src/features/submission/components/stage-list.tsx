import { Ban, Check, Circle, LoaderCircle, X } from 'lucide-react';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { formatDateTime, formatDuration, formatWhole } from '../../formatting/format.ts';
import { isQueued, queueNote } from '../lib/queue-note.ts';
import { type Stage, type StageName, type StageStatus, stagesOf } from '../lib/stages.ts';
import type { Submission } from '../lib/submission-query.ts';

const titles: Readonly<Record<StageName, string>> = {
  queued: 'Queued',
  inspected: 'File inspected',
  extracted: 'Features extracted',
  clustered: 'Features clustered',
  ranked: 'Ranked',
};

const faces: Readonly<Record<StageStatus, { label: string; icon: React.ReactNode; text: string }>> = {
  done: { label: 'done', icon: <Check className="size-4 text-good" />, text: 'text-ink' },
  active: {
    label: 'in progress',
    icon: <LoaderCircle className="size-4 motion-safe:animate-spin text-accent" />,
    text: 'font-medium text-ink',
  },
  waiting: { label: 'pending', icon: <Circle className="size-4 text-line-strong" />, text: 'text-ink-faint' },
  failed: { label: 'failed', icon: <X className="size-4 text-bad" />, text: 'font-medium text-bad' },
  cancelled: {
    label: 'cancelled',
    icon: <Ban className="size-4 text-ink-faint" />,
    text: 'font-medium text-ink',
  },
};

interface Props {
  readonly submission: Submission;
  /** Of the extraction under way; null while that is not known. */
  readonly imagesPerSecond: number | null;
  /** Until the evaluation ends; null while that is not known. */
  readonly remainingSeconds: number | null;
}

/** What happens to a submission, step by step. */
export function StageList(props: Props) {
  return (
    <ol aria-label="Stages" className="divide-y divide-line">
      {stagesOf(props.submission).map((stage) => (
        <StageItem key={stage.name} stage={stage} {...props} />
      ))}
    </ol>
  );
}

function StageItem({ stage, ...props }: Props & { stage: Stage }) {
  const face = faces[stage.status];
  return (
    <li className="grid min-h-14 grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-x-3 py-3">
      <span aria-hidden="true">{face.icon}</span>
      <span className={`text-sm ${face.text}`}>
        {titles[stage.name]}
        <span className="sr-only">, {face.label}</span>
      </span>
      <span className="text-right text-sm text-ink-faint tabular-nums">
        <StageNote stage={stage} {...props} />
      </span>
      {stage.progress && stage.status === 'active' ? (
        <span className="col-span-2 col-start-2 mt-2">
          <ProgressBar label={titles[stage.name]} done={stage.progress.done} total={stage.progress.total} />
        </span>
      ) : null}
    </li>
  );
}

const units = { extracted: 'images', clustered: 'seeds' } as const;

function StageNote({ stage, ...props }: Props & { stage: Stage }) {
  if (stage.status === 'active') return <>{activeNote(stage, props)}</>;
  if (stage.startedAt === null) return null;
  return (
    <time dateTime={stage.startedAt} title={formatDateTime(stage.startedAt)}>
      {stage.seconds === null
        ? formatDateTime(stage.startedAt).replace(/^.*, /, '')
        : formatDuration(stage.seconds)}
    </time>
  );
}

function activeNote(stage: Stage, props: Props): string {
  const { submission, imagesPerSecond, remainingSeconds } = props;
  if (isQueued(submission)) return queueNote(submission, remainingSeconds);
  if (stage.progress && (stage.name === 'extracted' || stage.name === 'clustered')) {
    const { done, total } = stage.progress;
    const counted = `${formatWhole(done)} of ${formatWhole(total)} ${units[stage.name]}`;
    if (stage.name !== 'extracted' || !imagesPerSecond) return counted;
    const left = formatDuration((total - done) / imagesPerSecond);
    return `${counted}, ${formatWhole(Math.round(imagesPerSecond))}/s, ${left} left`;
  }
  return 'in progress';
}
