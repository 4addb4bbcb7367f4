import { CopyLine } from '../../../ui/copy-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { Entry } from '../server/read-entry.ts';
import { FeatureLinks } from './feature-links.tsx';

/** How to get the same numbers, to quote the entry, and to show it elsewhere. */
export function ReproducePanel({ entry, origin }: { entry: Entry; origin: string }) {
  const { entryId, name, receipt, features, submission } = entry;
  const page = `${origin}/entries/${encodeURIComponent(entryId)}`;
  const file = `${entryId}.receipt.json`;
  return (
    <Panel title="Reproduce and share" className="mt-6">
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2 [&>*]:min-w-0">
        {receipt === null ? null : (
          <div>
            <p className="mb-2 text-sm leading-relaxed text-ink-soft">
              <a href={receipt.url} download={file} className="prose-link">
                Receipt
              </a>{' '}
              records the hash of every step. With the model file and a clone of the project, one command
              recomputes everything and checks every number.
            </p>
            <CopyLine
              label="Command to verify the receipt"
              text={`./clusterboard verify ${file} --model ${submission.encoder.fileName}`}
            />
            {features === null ? null : (
              <div className="mt-4">
                <FeatureLinks features={features} />
              </div>
            )}
          </div>
        )}
        <div>
          <p className="mb-2 text-sm leading-relaxed text-ink-soft">
            This page has a permanent link. The badge updates automatically:
          </p>
          {/* biome-ignore lint/performance/noImgElement: an SVG that is made on request */}
          <img
            src={`/entries/${encodeURIComponent(entryId)}/badge.svg`}
            alt={`Badge: ${name} on Clusterboard`}
            height={20}
            className="mb-2 h-5"
          />
          <CopyLine label="Badge Markdown" text={`[![Clusterboard](${page}/badge.svg)](${page})`} />
        </div>
      </div>
    </Panel>
  );
}
