/** Control, format, private, unassigned characters and halves of surrogate pairs. */
const unprintable = /\p{C}/gu;

/**
 * One line that is safe to send to a terminal, which obeys what it is sent: names come from strangers’ files.
 * Characters that would not be seen become `�`.
 */
export const printable = (text: string): string => text.replace(unprintable, '�');

/** As {@link printable}, for text of several lines: line breaks and tabs stay. */
export const printableText = (text: string): string =>
  text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : '�'));

/** JSON as it is sent to a terminal or file: the same value, with what a terminal might obey written as escapes. */
export const printableJson = (json: string): string =>
  json.replace(unprintable, (character) =>
    character === '\n'
      ? character
      : character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
