/** The last part of a name that a client gave, short and printable; `model.onnx` when nothing is left. */
export function safeFileName(given: string | null | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const printable = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return [...printable].slice(0, 120).join('') || 'model.onnx';
}
