/** "0.485, 0.456 0.406" as numbers; what is no number becomes NaN, for the schema to refuse. */
export function parseNumberList(value: unknown): number[] {
  if (Array.isArray(value)) return value.map(Number);
  return String(value)
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
}
