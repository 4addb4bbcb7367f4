import { type Metric, metricDisplay, type ScoreStatistics } from '../scores/lib/metrics.ts';

/** U+2212 is as wide as a digit, a hyphen is not. */
const minus = (text: string): string => text.replace('-', '\u2212');

const unbroken = '\u00a0';

/** A score as the board shows it: 0.3907 of ACC is "39.07". Never "−0.00". */
export function formatScore(metric: Metric, value: number): string {
  const { factor, decimals } = metricDisplay[metric];
  const text = (value * factor).toFixed(decimals);
  return minus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** Mean and deviation of a score, both with the decimals of its metric. */
export const formatStatistics = (
  metric: Metric,
  { mean, standardDeviation }: Pick<ScoreStatistics, 'mean' | 'standardDeviation'>,
): { mean: string; deviation: string } => ({
  mean: formatScore(metric, mean),
  deviation: formatScore(metric, standardDeviation),
});

const steps = [
  { from: 999_950_000, by: 1e9, unit: 'G' },
  { from: 999_950, by: 1e6, unit: 'M' },
  { from: 1000, by: 1e3, unit: 'k' },
];

/** A count in at most four digits: 129600 is "129.6 k". */
export function formatCount(count: number): string {
  const step = steps.find(({ from }) => count >= from);
  return step ? `${(count / step.by).toFixed(1)}${unbroken}${step.unit}` : String(count);
}

/** A whole count with thousands separators: 60000 is "60,000". */
export const formatWhole = (count: number): string => count.toLocaleString('en-US');

const byteUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size in binary units: 530432 is "518 KiB". */
export function formatBytes(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const rounded = value >= 100 ? Math.round(value) : Number(value.toFixed(1));
  return `${rounded}${unbroken}${byteUnits[power]}`;
}

/** A length of time, two units at most: "0.4 s", "12 s", "3 min 05 s", "2 h 10 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)}${unbroken}s`;
  const whole = Math.round(seconds);
  const pad = (count: number) => String(count).padStart(2, '0');
  if (whole < 60) return `${whole}${unbroken}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${unbroken}min ${pad(whole % 60)}${unbroken}s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}${unbroken}h ${pad(minutes % 60)}${unbroken}min`;
}

/** A length of time that is only estimated: "less than a minute", "about 3 minutes", "about 2 hours". */
export function formatEstimate(seconds: number): string {
  if (seconds < 50) return 'less than a minute';
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return `about ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
  return `about ${Math.round(minutes / 60)} hours`;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** "22 Nov 2026" in UTC, so that server and browser agree. */
export const formatDay = (timestamp: string): string => day.format(new Date(timestamp));

/** "22 Nov 2026, 23:41:07 UTC". */
export const formatDateTime = (timestamp: string): string => `${moment.format(new Date(timestamp))} UTC`;

/** At most `digits` significant digits, without trailing zeros: 1/255 is "0.003922". */
export const formatReal = (value: number, digits = 4): string =>
  minus(String(Number(value.toPrecision(digits))));

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "SimCLR, VICReg and RotNet". */
export const formatList = (names: readonly string[]): string => listed.format(names);
