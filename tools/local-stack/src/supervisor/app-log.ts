const levels: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/**
 * What of one line of an app's output is worth showing in the terminal: a warning or worse of its
 * log (JSON as pino writes it), or whatever else it wrote to standard error.
 */
export function noteworthy(line: string, stream: 'stdout' | 'stderr'): string | undefined {
  const entry = parse(line);
  if (!entry) return stream === 'stderr' && line.trim() !== '' ? line : undefined;
  const { level, msg, err } = entry;
  if (typeof level !== 'number' || level < 40) return undefined;
  const reason = typeof err === 'object' && err && 'message' in err ? String(err.message) : '';
  const text = typeof msg === 'string' ? msg : '';
  const both = reason !== '' && !text.includes(reason) ? `${text} (${reason})` : text;
  return `${levels[Math.floor(level / 10) * 10] ?? 'error'}: ${both.replace(/\s*\n\s*/g, ' ').trim()}`;
}

function parse(line: string): { level?: unknown; msg?: unknown; err?: unknown } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'level' in entry ? entry : undefined;
  } catch {
    return undefined;
  }
}
