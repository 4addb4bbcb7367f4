import { type Entry, getFileNameLowLevel, validateFileName } from 'yauzl';

const utf8Flag = 0x0800;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of an entry, a folder's with a slash at its end. Many programs write UTF-8 without saying so, older
 * versions of .NET write backslashes, and some put `./` before every name.
 *
 * @throws Error where it leads out of the archive
 */
export function pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag;
  const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
  const path = name.replaceAll('\\', '/');
  if (validateFileName(path) !== null) throw new Error(validateFileName(name) ?? name);
  const isFolder = path.endsWith('/');
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return `${steps.join('/')}${isFolder && steps.length > 0 ? '/' : ''}`;
}
