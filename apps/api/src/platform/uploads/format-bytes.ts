const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A length for people, such as `1 GiB` or `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
