import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import { boardMetrics, type EntryScores, everyResultHas, type MetricFigures } from './board-metrics.ts';

/**
 * The scores `s` of an evaluation as JSON, `[mean, std, low, high]` by metric. Concatenated, because
 * `json_object_agg` of `json_build_object` takes as long as the rest of a page.
 */
export const scoresJson = Prisma.sql`('{' || string_agg('"' || s."metric" || '":[' || s."mean" || ',' || s."std"
  || ',' || coalesce(s."low"::text, 'null') || ',' || coalesce(s."high"::text, 'null') || ']', ',') || '}')::json`;

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBound = (value: unknown): value is number | null => value === null || isNumber(value);

function figuresOf(value: unknown): MetricFigures | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [mean, std, low, high]: unknown[] = value;
  if (!isNumber(mean) || !isNumber(std) || !isBound(low) || !isBound(high)) return null;
  return { mean, std, low, high };
}

/** Figures of every metric that all results have and of any others; null for anything else. */
function entryScores(value: unknown): EntryScores | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = value as Readonly<Record<string, unknown>>;
  const scores: Partial<Record<(typeof boardMetrics)[number], MetricFigures>> = {};
  for (const metric of boardMetrics) {
    if (!(metric in found)) {
      if (everyResultHas(metric)) return null;
      continue;
    }
    const figures = figuresOf(found[metric]);
    if (figures === null) return null;
    scores[metric] = figures;
  }
  return scores as EntryScores;
}

/** The column of {@link scoresJson}. */
export const scoresColumn = z.unknown().transform((value, context): EntryScores => {
  const scores = entryScores(value);
  if (scores !== null) return scores;
  context.addIssue({ code: 'custom', message: 'expected the figures of each metric' });
  return z.NEVER;
});
