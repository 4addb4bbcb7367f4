import { badge } from '../../../../features/entry/lib/badge.ts';
import { readEntry } from '../../../../features/entry/server/read-entry.ts';
import { formatStatistics } from '../../../../features/formatting/format.ts';

const svg = (content: string, status: number, cache: string) =>
  new Response(content, { status, headers: { 'content-type': 'image/svg+xml', 'cache-control': cache } });

/** The entry's place and accuracy, to be shown on other sites. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/entries/[id]/badge.svg'>,
): Promise<Response> {
  const result = await readEntry((await params).id);
  if (!result.ok) return svg(badge('Clusterboard', 'not available now'), 503, 'no-store');
  const { entry } = result.data;
  if (entry === null) return svg(badge('Clusterboard', 'no such entry'), 404, 'no-store');
  const { mean, deviation } = formatStatistics('ACC', entry.scores.acc);
  const place = `rank ${entry.rank} of ${entry.benchmark.entryCount}`;
  const text = badge(entry.benchmark.name, `ACC ${mean} ± ${deviation}, ${place}`);
  return svg(text, 200, 'public, max-age=300');
}
